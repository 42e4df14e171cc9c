"""What people are told about their badges."""

from __future__ import annotations

import tenancy
from col_app.core import i18n, mail, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.recognition.awards import queries

TEMPLATE = "badge_awarded"


def tell(award_id: int, person_id: int) -> None:
    """Promise the news of a new badge, in the transaction of the award."""
    mail.send(TEMPLATE, person_id, {"award_id": award_id}, f"badge:{award_id}")


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
            _("Congratulations! You took part, and “%(name)s” is yours.", name=name),
            _("It is signed by %(name)s. Anyone you show it to can check it.", name=organiser),
        ),
        button=_("See my badge"),
        href=web.city_url(city, f"/credentials/{news['public_id']}"),
    )


mail.renders(TEMPLATE, _write)
