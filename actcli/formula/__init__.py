"""The formula language: parse a line of text, then evaluate it with its slopes."""
