"""From features of any subset of modalities to one unit vector."""
