"""The fused space in two dimensions."""
