"""The one object that layouts read: who reads, in which language, on which portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import g, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

import tenancy
from col_app.core import i18n, web
from col_app.core.access import Identity, current_identity
from col_app.core.i18n import direction, own_name, tag


@dataclass(frozen=True, slots=True)
class CityFace:
    """A city as the top bar shows it."""

    name: str
    slug: str
    kind_label: str
    scene: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One entry of the language menu."""

    code: str
    bcp47: str
    name: str
    href: str
    is_current: bool


def kind_label(kind: str) -> str:
    """What a portal of this kind is called."""
    return {
        "region": _("Region of Learning"),
        "island": _("Island of Learning"),
        "network": _("Network of Learning"),
        "organisation": _("Place of Learning"),
    }.get(kind, _("City of Learning"))


class Page:
    """Read by templates; everything is worked out only when it is asked for."""

    def __init__(self, css_href: str, vendor: Any) -> None:
        self.css_href = css_href
        self.vendor = vendor

    @property
    def lang(self) -> str:
        return tag(web.reader_lang())

    @property
    def dir(self) -> str:
        return direction(web.reader_lang())

    @property
    def nonce(self) -> str:
        return str(g.get("csp_nonce", ""))

    @property
    def city(self) -> CityFace | None:
        if web.host_class() != "city":
            return None
        facts = web.portal()
        return CityFace(
            facts.name(web.reader_lang()),
            facts.slug,
            kind_label(facts.kind),
            facts.scene,
            facts.is_demo,
        )

    @property
    def theme_href(self) -> str:
        return f"/theme-{web.portal().theme_hash}.css" if web.host_class() == "city" else ""

    @property
    def person(self) -> Identity | None:
        return current_identity()

    @property
    def languages(self) -> list[LanguageLink]:
        now = web.reader_lang()
        return [
            LanguageLink(lang, tag(lang), own_name(lang), _same_page(lang), lang == now)
            for lang in web.offered_languages()
        ]

    @property
    def alternates(self) -> list[tuple[str, str]]:
        return [(link.bcp47, web.own_url(link.href)) for link in self.languages]

    @property
    def canonical(self) -> str:
        return web.own_url(request.path)

    @property
    def csrf_token(self) -> str:
        return str(generate_csrf())

    @property
    def urls(self) -> dict[str, str]:
        return _urls()


def _same_page(lang: str) -> str:
    kept = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    return f"{request.path}?{urlencode([*kept, ('lang', tag(lang))])}"


def _urls() -> dict[str, str]:
    back = urlencode({"next": request.full_path.rstrip("?")})
    shared = {
        "home": "/",
        "sign_in": f"/sign-in?{back}",
        "sign_up": f"/sign-up?{back}",
        "sign_out": "/sign-out",
        "verify": "/verify",
        "apex": web.apex_url("/"),
        "cities": web.apex_url("/cities"),
        "start": web.apex_url("/start"),
        "account": web.apex_url("/account"),
    }
    if web.host_class() != "city":
        return shared
    return shared | {
        "explore": "/activities",
        "map": "/activities?view=map",
        "playlists": "/playlists",
        "badges": "/badges",
        "skills": "/skills",
        "places": "/places",
        "organisers": "/organisers",
        "studio": "/studio",
        "passport": "/passport",
        "check_in": "/check-in",
    }


def content_lang(lang: str) -> dict[str, str]:
    """What a template says about a text that may be in another language than the page."""
    reader = web.reader_lang()
    return {
        "lang": tag(lang),
        "is_other": "yes" if lang != reader else "",
        "name": i18n.name_in(lang, reader),
    }


def current_city_name() -> str:
    """The city's name for this reader; the network's at the apex."""
    if tenancy.current_city_or_none() is None:
        return _("Cities of Learning")
    return web.portal().name(web.reader_lang())
