"""Texts to features: word counts, word vectors, small networks; all learnt from the catalog."""
