"""How fast, how large: measured, not tested. ``python -m benchmarks`` (see README.md)."""
