"""Why one item stands where it stands: its media, its bars, and what if."""
