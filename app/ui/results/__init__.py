"""Ranked items as a list or a grid, with what each modality contributed."""
