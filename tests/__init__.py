"""All tests. A package, so that no other `tests` is found before it."""
