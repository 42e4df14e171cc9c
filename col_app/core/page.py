"""The one object that layouts read: who reads, in which language, on which portal."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask import current_app, g, get_flashed_messages, request
from flask_wtf.csrf import generate_csrf

import tenancy
from col_app.core import i18n, web
from col_app.core.access import Identity, current_identity
from col_app.core.i18n import direction, own_name, tag
from col_app.core.speech import gettext as _

Href = Callable[[str], str]
NAVIGATION = {
    "activities": "explore",
    "topics": "explore",
    "trending": "explore",
    "recommended": "explore",
    "playlists": "playlists",
    "badges": "badges",
    "credentials": "badges",
    "statements": "badges",
    "recognise": "passport",
    "passport": "passport",
    "saved": "passport",
    "lists": "playlists",
    "check-in": "passport",
    "studio": "organise",
    "console": "organise",
    "cities": "cities",
    "search": "search",
    "start": "start",
    "": "home",
}
NETWORK_PATHS = {
    "apex": "/", "cities": "/cities", "account": "/account", "search": "/search", "start": "/start",
    "wallet": "/passport/badges",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CityFace:
    """A city as the top bar and the footer show it."""

    name: str
    slug: str
    kind_label: str
    scene: str
    is_demo: bool
    about: str
    about_lang: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One entry of the language menu."""

    code: str
    bcp47: str
    name: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language, for search engines."""

    lang: str
    href: str


class LateToken:
    """A CSRF token that is made only when a form prints it: other pages set no cookie."""

    def __html__(self) -> str:
        """The token of this session."""
        return str(generate_csrf())

    __str__ = __html__


class Scripts:
    """Addresses of our scripts by file name."""

    def __init__(self, href: Href) -> None:
        self._href = href

    def __getitem__(self, name: str) -> str:
        return self._href(name)


def kind_label(kind: str) -> str:
    """What a portal of this kind is called."""
    return {
        "region": _("Region of Learning"),
        "island": _("Island of Learning"),
        "network": _("Network of Learning"),
        "organisation": _("Place of Learning"),
    }.get(kind, _("City of Learning"))


class Page:
    """One for each request; everything is worked out only when it is asked for."""

    tool = None
    nonce = ""
    description = ""

    def __init__(self, css_href: str, network_theme_href: str, script: Href, vendor: Href) -> None:
        self.css_href = css_href
        self.vendor = vendor
        self.scripts = Scripts(script)
        self.csrf_token = LateToken()
        self.network_theme_href = network_theme_href

    @cached_property
    def lang(self) -> str:
        return tag(web.reader_lang())

    @cached_property
    def dir(self) -> str:
        return direction(web.reader_lang())

    @cached_property
    def _is_city(self) -> bool:
        return web.host_class() == "city"

    @cached_property
    def shape(self) -> str:
        return web.portal().shape if self._is_city else "round"

    @cached_property
    def city(self) -> CityFace | None:
        if not self._is_city:
            return None
        facts, reader = web.portal(), web.reader_lang()
        order = i18n.chain(reader, facts.default_lang)
        about_lang, about = i18n.pick_value(facts.run_by or {"en": ""}, order)
        return CityFace(
            facts.name(reader),
            facts.slug,
            kind_label(facts.kind),
            facts.scene,
            facts.is_demo,
            about,
            tag(about_lang),
        )

    @cached_property
    def network_line(self) -> str:
        return _("Every city is a place to learn")

    @cached_property
    def theme_href(self) -> str:
        if self._is_city:
            return f"/theme-{web.portal().theme_hash}.css"
        return self.network_theme_href

    @cached_property
    def nav(self) -> str:
        head = request.path.split("/")[1]
        if head == "activities" and request.args.get("view") == "map":
            return "map"
        return NAVIGATION.get(head, "")

    @cached_property
    def person(self) -> Identity | None:
        return current_identity()

    @cached_property
    def flashes(self) -> list[tuple[str, str]]:
        # asking Flask for messages reads the session, which would make every page private
        if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
            return []
        return get_flashed_messages(with_categories=True)  # type: ignore[return-value]

    @cached_property
    def languages(self) -> list[LanguageLink]:
        now = web.reader_lang()
        return [
            LanguageLink(lang, tag(lang), own_name(lang), _same_page(lang), lang == now)
            for lang in web.offered_languages()
        ]

    @cached_property
    def alternates(self) -> list[Alternate]:
        if not self.canonical:
            return []
        plain = _address()
        written = g.get("written_in")
        spoken = [
            Alternate(tag(lang), _in(plain, lang))
            for lang in web.offered_languages()
            if written is None or lang in written
        ]
        return [*spoken, Alternate("x-default", plain)]

    @cached_property
    def canonical(self) -> str:
        """The address to keep: its language stays when it was asked for, other parameters go.

        A fault has none: nothing of it should be kept.
        """
        if not _is_at_home() or g.get("is_fault"):
            return ""
        plain = _address()
        return _in(plain, web.reader_lang()) if "lang" in request.args else plain

    @cached_property
    def picture(self) -> str:
        """What others show of a page that is shared."""
        return web.own_url("/mark.png")

    @cached_property
    def urls(self) -> dict[str, str]:
        return _shared_urls() | (_city_urls() if self._is_city else _apex_urls())


def written_in(langs: Collection[str]) -> None:
    """Say which languages the content of this page is there in: others are no other form of it."""
    g.written_in = frozenset(langs)


def _address() -> str:
    return web.own_url(request.path.rstrip("/") or "/")


def _in(address: str, lang: str) -> str:
    return f"{address}?lang={tag(lang)}"


def _same_page(lang: str) -> str:
    kept = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    return f"{request.path}?{urlencode([*kept, ('lang', tag(lang))])}"


def _shared_urls() -> dict[str, str]:
    network = {name: web.apex_url(path) for name, path in NETWORK_PATHS.items()}
    here = {
        "home": "/",
        "sign_in": f"/sign-in?{_way_back()}",
        "sign_up": f"/sign-up?{_way_back()}",
        "sign_out": "/sign-out",
        "verify": "/verify",
    }
    if _is_at_home():
        return here | network | {"icon": "/mark.svg", "manifest": "/manifest.webmanifest"}
    # a host that nobody knows has no pages: every way leads to the network
    return {name: web.apex_url(path) for name, path in here.items()} | network


def _way_back() -> str:
    if not _is_at_home():
        return ""
    if request.path in {"/sign-in", "/sign-up"}:
        return urlencode(list(request.args.items(multi=True)))
    return urlencode({"next": request.full_path.rstrip("?")})


def _is_at_home() -> bool:
    return web.host_class() in {"apex", "city"}


def _apex_urls() -> dict[str, str]:
    return {"explore": web.apex_url("/search")}


def _city_urls() -> dict[str, str]:
    return {
        "explore": "/activities",
        "map": "/activities?view=map",
        "playlists": "/playlists",
        "badges": "/badges",
        "skills": "/skills",
        "topics": "/topics",
        "trending": "/trending",
        "recommended": "/recommended",
        "places": "/places",
        "organisers": "/organisers",
        "studio": "/studio",
        "console": "/console",
        "passport": "/passport",
        "saved": "/saved",
        "lists": "/lists",
        "check_in": "/check-in",
    }


def current_city_name() -> str:
    """The city's name for this reader; the network's at the apex."""
    if tenancy.current_city_or_none() is None:
        return _("Cities of Learning")
    return web.portal().name(web.reader_lang())
