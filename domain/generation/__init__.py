"""What the templates are given: plain, typed facts computed from a specification."""
