"""From clean media to feature vectors, and the weights that do it."""
