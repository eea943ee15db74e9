"""Index and ranking."""
