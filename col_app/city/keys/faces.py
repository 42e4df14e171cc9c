"""Issuers and their keys as the console shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from col_app.core import clock, formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.recognition.awards.models import SigningKey

CITY = "city"
SHORT = 12


@dataclass(frozen=True, slots=True)
class Key:
    """A public key: its first letters and the time it was made or retired, in words."""

    short: str
    line: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The city or an organiser. `word` stands in addresses."""

    word: str
    name: str
    did: str
    active: Key | None
    retired: list[Key]


def issuers(
    rows: Sequence[SigningKey],
    city_did: str,
    city_name: str,
    names: Mapping[str, Mapping[str, str]],
    order: tuple[str, ...],
) -> list[Issuer]:
    """The city first, then its organisers by name."""
    found = [
        _issuer(did, list(keys), city_did, city_name, names, order)
        for did, keys in groupby(rows, lambda key: key.did)
    ]
    return sorted(found, key=lambda each: (each.word != CITY, each.name.casefold()))


def _issuer(
    did: str,
    keys: list[SigningKey],
    city_did: str,
    city_name: str,
    names: Mapping[str, Mapping[str, str]],
    order: tuple[str, ...],
) -> Issuer:
    word = CITY if did == city_did else did.rpartition(":")[2]
    known = names.get(word)
    return Issuer(
        word=word,
        name=city_name if word == CITY else i18n.pick_value(known, order)[1] if known else word,
        did=did,
        active=next((_active(key) for key in keys if key.retired_at is None), None),
        retired=[_retired(key, key.retired_at) for key in keys if key.retired_at is not None],
    )


def _active(key: SigningKey) -> Key:
    days = (clock.now() - key.created_at).days
    since = _("made on %(date)s", date=formats.date(key.created_at))
    return Key(_short(key), f"{since} · {_age(days)}")


def _age(days: int) -> str:
    return (
        _("less than a day old")
        if days < 1
        else ngettext("%(num)d day old", "%(num)d days old", days)
    )


def _retired(key: SigningKey, at: dt.datetime) -> Key:
    return Key(_short(key), _("retired on %(date)s", date=formats.date(at)))


def _short(key: SigningKey) -> str:
    return f"{key.multibase[:SHORT]}…"
