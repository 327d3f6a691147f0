"""Numbers in and out: text blocks, number-to-text, row writers; never a whole file at once."""
