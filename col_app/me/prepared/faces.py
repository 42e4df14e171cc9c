"""Prepared accounts as pages show them."""

from __future__ import annotations

import datetime as dt

import tenancy
from col_app.core import codes, formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.me.prepared.actions import MOST, NamesError
from col_app.me.prepared.models import PreparedAccount, PreparedList
from col_app.ui import slips as paper


def until(made: PreparedList) -> str:
    """The last day on which codes of a list work."""
    return formats.date(made.closes_at - dt.timedelta(seconds=1))


def states(made: PreparedList, is_over: bool) -> dict[str, str]:
    """What an account of a list can be."""
    return {
        "claimed": _("Claimed"),
        "withdrawn": _("Code withdrawn"),
        "open": _("Code ended") if is_over else _("Waits"),
    }


def state(account: PreparedAccount) -> str:
    """Which of these an account is."""
    if account.claimed_at is not None:
        return "claimed"
    return "withdrawn" if account.withdrawn_at is not None else "open"


def names_fault(fault: NamesError) -> str:
    """What is wrong with a list of names."""
    if fault.line:
        return _("The name in line %(line)d is too long.", line=fault.line)
    return _("Write one name in each line, at least one and at most %(num)d.", num=MOST)


def address(account: PreparedAccount) -> str:
    """What the code of an account opens."""
    return web.city_url(tenancy.current_city(), f"/prepared/{account.code}")


def sheet(made: PreparedList, accounts: list[PreparedAccount]) -> bytes:
    """Slips to print for these accounts, the name of each on its own."""
    city = tenancy.current_city()
    lines = [
        _("Your account at %(city)s is ready.", city=web.portal().name(web.reader_lang())),
        _(
            "Scan the code, or type it at %(address)s",
            address=f"{web.city_host(city)}/prepared",
        ),
        _("Valid until %(date)s, once. Keep it to yourself.", date=until(made)),
    ]
    slips = [
        paper.Slip(codes.shown(each.code), address(each), heading=each.name) for each in accounts
    ]
    return paper.sheet(slips, made.name, lines, made.name, i18n.tag(web.reader_lang()))
