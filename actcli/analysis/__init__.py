"""What each command answers, as plain data; nothing is printed here."""
