"""How names of a request or a specification become identifiers, one concern a file."""
