"""The query panel: pictures, words and sounds, and how much each counts."""
