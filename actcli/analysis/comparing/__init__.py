"""How far functions are apart, and how it is measured."""
