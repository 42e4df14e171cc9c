"""The mark of the network: a pin made of tiles."""

from functools import lru_cache

_PIN = "M20 0h20v20A20 20 0 0 1 20 40 20 20 0 0 1 0 20 20 20 0 0 1 20 0z"


def _drawing(brand: str, on_brand: str, accent: str) -> str:
    return (
        f'<path d="{_PIN}" fill="{brand}"/>'
        f'<path d="M20 20V8a12 12 0 0 0-12 12z" fill="{on_brand}"/>'
        f'<path d="M20 20h12a12 12 0 0 1-12 12z" fill="{accent}"/>'
        f'<path d="M20 20H8a12 12 0 0 0 12 12z" fill="{on_brand}" opacity=".45"/>'
        f'<circle cx="26" cy="14" r="6" fill="{on_brand}"/>'
    )


@lru_cache(maxsize=8)
def mark(size: int = 36) -> str:
    """The mark in the colours of the page."""
    return (
        f'<svg class="mark" viewBox="0 0 40 40" width="{size}" height="{size}" '
        'aria-hidden="true" focusable="false">'
        f"{_drawing('var(--brand)', 'var(--on-brand)', 'var(--accent)')}</svg>"
    )


@lru_cache(maxsize=256)
def mark_file(brand: str, on_brand: str, accent: str) -> str:
    """The mark as a file of its own with fixed colours, for the browser's tab and home screen."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        f"{_drawing(brand, on_brand, accent)}</svg>"
    )
