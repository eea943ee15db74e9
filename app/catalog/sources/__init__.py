"""Where items can come from: Tux Paint stamps, folders, tables."""
