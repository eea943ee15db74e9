"""Exact contributions and counterfactuals."""
