"""Rules in plain words that are standard: read, and made constraints of attributes and rows."""
