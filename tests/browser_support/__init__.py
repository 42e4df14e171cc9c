"""Finds a real Chromium for the tests, or fetches one.

`dev.py test` calls `python -m tests.browser_support`, which prints what it does; tests call
`find()` and `prepare_driver()` and launch Playwright with what they get.
"""
