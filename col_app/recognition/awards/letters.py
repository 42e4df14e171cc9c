"""What people are told about their badges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import tenancy
from col_app.core import i18n, mail, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.recognition.awards import queries

TEMPLATE = "badge_awarded"


def tell(award_id: int, person_id: int) -> None:
    """Promise the news of a new badge, in the transaction of the award."""
    mail.send(TEMPLATE, person_id, {"award_id": award_id}, f"badge:{award_id}")


def tell_many(made: Sequence[tuple[int, int]], due: dt.datetime | None) -> None:
    """As `tell`, for each (award, person); those that are due later go in one statement."""
    if due is None:
        for award_id, person_id in made:
            tell(award_id, person_id)
        return
    mail.send_many(
        TEMPLATE, [(person, {"award_id": each}, f"badge:{each}") for each, person in made], due
    )


def _write(recipient: Recipient, ids: Ids) -> Letter | None:
    news = queries.news(int(ids["award_id"]))
    if news is None:
        return None
    city = tenancy.current_city()
    order = i18n.chain(recipient.lang, city.default_locale)
    name = i18n.pick_value(news["names"], order)[1]
    organiser = i18n.pick_value(news["organiser_names"], order)[1]
    return Letter(
        subject=_("You have earned a badge: %(name)s", name=name),
        paragraphs=(
            _("Congratulations! The badge “%(name)s” is yours.", name=name),
            _("It is signed by %(name)s. Anyone you show it to can check it.", name=organiser),
        ),
        button=_("See my badge"),
        href=web.city_url(city, f"/credentials/{news['public_id']}"),
    )


mail.renders(TEMPLATE, _write)
