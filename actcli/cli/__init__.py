"""The command line: one module a command; the only floor that parses arguments and exits."""
