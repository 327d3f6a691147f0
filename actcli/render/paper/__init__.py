"""Pictures for print, by matplotlib."""
