"""From clean media to feature vectors, and the weights that this needs.

Importing this package, :mod:`app.encoders.weights` or :mod:`app.encoders.device`
imports no torch.
"""
