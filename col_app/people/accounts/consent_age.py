"""From which age somebody may open an account alone (GDPR article 8 and national laws)."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

ADULT = 18
_FILE = Path(__file__).parent / "data" / "digital_consent_age.json"


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return json.loads(_FILE.read_text("utf-8"))


def consent_age(country: str | None) -> int:
    """The age in years; 16 when the country is not known."""
    table = _table()
    found = table["countries"].get(country or "")
    return int(found["age"] if found else table["default"])


def may_consent(birth_year: int, country: str | None, year: int) -> bool:
    """Whether somebody born in `birth_year` has surely reached the age before `year` began."""
    return year - birth_year > consent_age(country)


def is_adult(birth_year: int | None, year: int) -> bool:
    """Whether somebody has surely come of age before `year` began; not when nobody knows."""
    return birth_year is not None and year - birth_year > ADULT
