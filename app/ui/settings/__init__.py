"""The settings dialog, one module a section."""
