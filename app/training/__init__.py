"""The one trainer of networks: fusions, feature extractors, interest models."""
