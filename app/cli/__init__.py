"""The ``triad`` command, one module a command group."""
