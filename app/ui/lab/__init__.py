"""Train fusions, watch their curves, compare the runs."""
