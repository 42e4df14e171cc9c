"""Benchmarks: one run, one table, everything beside the floor. `col bench [NAME…]`."""
