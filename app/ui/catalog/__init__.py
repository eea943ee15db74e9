"""Browse, search, edit, clean and label a catalog."""
