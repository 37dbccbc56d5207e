"""From a checked system to the files of its application."""
