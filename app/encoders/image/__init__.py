"""From pictures to features: measured by hand-made methods, or by layers of a network."""
