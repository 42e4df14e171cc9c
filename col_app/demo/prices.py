"""Prices of the stock, written in euro, as round sums of local money."""

from __future__ import annotations

# Currency → (units for one euro, smallest step a poster would show). Rough on purpose.
_LOCAL = {
    "EUR": (1.0, 0.5),
    "ALL": (100.0, 50.0),
    "CZK": (25.0, 10.0),
    "DKK": (7.5, 5.0),
    "GBP": (0.85, 0.5),
    "HUF": (400.0, 100.0),
    "MAD": (6.0, 5.0),
    "MKD": (60.0, 10.0),
    "NOK": (11.5, 10.0),
    "PLN": (4.0, 1.0),
    "RON": (5.0, 1.0),
    "RSD": (100.0, 50.0),
    "SEK": (11.5, 10.0),
    "TND": (2.0, 1.0),
    "TRY": (40.0, 10.0),
    "USD": (1.1, 1.0),
    "XCG": (2.0, 1.0),
}


def local_price(euro_cents: int, currency: str) -> int:
    """The price in hundredths of `currency`, rounded to a step and never rounded to nothing."""
    if euro_cents == 0:
        return 0
    units, step = _LOCAL[currency]
    steps = max(1, round(euro_cents / 100 * units / step))
    return round(steps * step * 100)
