"""Where the page of an award stands, on all hosts and in all forms."""

from __future__ import annotations

from urllib.parse import urlsplit

import tenancy
from col_app.core import copies, web

TAILS = ("", ".json", ".jwt", ".png", ".svg", ".jwt.png", ".jwt.svg")


def forget_copies(public_id: str) -> None:
    """What others were told before is not told again while the database is away."""
    city = tenancy.current_city()
    addresses = (web.issuer_url(city, "/"), web.city_url(city), web.apex_url())
    paths = [f"/credentials/{public_id}{tail}" for tail in TAILS]
    hosts = {urlsplit(each).netloc for each in addresses}
    copies.forget(hosts, [*paths, f"/ob2/assertions/{public_id}"])
