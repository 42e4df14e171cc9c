"""The one error that reaches a person at the terminal."""

from __future__ import annotations


class StartError(Exception):
    """Something cannot start; the message is a sentence that says what and how to go on."""
