"""Embedded servers and child processes behind `col up`. Knows nothing of the app's rooms.

Besides `col_app.config` this is the only place that reads and fills the environment.
"""
