"""Facts about the request: which host, which city, which language, which addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, Response, current_app, g, request
from flask.templating import Environment
from flask_babel import Babel
from werkzeug.routing import MapAdapter

import tenancy
from col_app.config import Settings
from col_app.core import i18n
from col_app.core.access import current_identity
from col_app.core.compression import compressed
from col_app.core.uploads import UploadRequest

LANG_COOKIE = "__Host-lang"
LANG_COOKIE_SECONDS = 365 * 24 * 3600
HOST_CLASSES = "<any(apex,city):host_class>"
EVERYWHERE = ("/static/", "/healthz", "/readyz")
"""Paths that need no city: a page that refuses a host has its style, and probes call by number."""


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """What every page of a city needs to know about it; one object per version of the city."""

    slug: str
    names: Mapping[str, str]
    country: str
    kind: str
    languages: tuple[str, ...]
    default_lang: str
    time_zone: str
    theme_css: str
    theme_hash: str
    colours: tuple[str, str]
    shape: str
    scene: str
    run_by: Mapping[str, str]
    is_demo: bool
    linkedin_id: str
    bounds: tuple[float, float, float, float]
    center: tuple[float, float]

    def name(self, lang: str) -> str:
        """The city's name for a reader of `lang`."""
        return i18n.pick_value(self.names, i18n.chain(lang, self.default_lang))[1]


PortalLoader = Callable[[tenancy.City], PortalFacts]


class Templates(Environment):
    """Jinja whose templates hold the globals in one dict: Jinja's own chain of two is walked key
    by key at every import of a macro. Globals are set before the first template is loaded.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's globals below those of one template."""
        return {**self.globals, **(d or {})}


class PortalApp(Flask):
    """Flask that routes by host class (`apex`, `city`) instead of by host name."""

    jinja_environment = Templates
    request_class = UploadRequest
    settings: Settings
    directory: tenancy.Directory
    load_portal: PortalLoader

    def create_url_adapter(self, request: Any) -> MapAdapter | None:
        """Bind the URL map to the host class the middleware found, never to the Host header."""
        if request is None:
            return super().create_url_adapter(request)
        return self.url_map.bind_to_environ(
            request.environ, server_name="host", subdomain=_bound_to(request.environ)
        )

    def process_response(self, response: Response) -> Response:
        """The last thing that is done to an answer, after its cookies and its tag."""
        return compressed(super().process_response(response))


def _resolved(environ: Mapping[str, Any]) -> tenancy.Resolved:
    return cast(tenancy.Resolved, environ["tenancy.resolved"])


def _bound_to(environ: Mapping[str, Any]) -> str:
    kind = _resolved(environ).kind
    strange = kind in {"unknown", "unavailable"}
    return "apex" if strange and environ["PATH_INFO"].startswith(EVERYWHERE) else kind


def app() -> PortalApp:
    """The running app, typed."""
    return cast(PortalApp, current_app)


def settings() -> Settings:
    """The settings of the running app."""
    return app().settings


def host_class() -> str:
    """`apex`, `city`, `unknown` or `unavailable`."""
    return _resolved(request.environ).kind


def portal() -> PortalFacts:
    """The facts of this request's city. Raises tenancy.NoCityError at the apex."""
    if "portal" not in g:
        g.portal = app().load_portal(tenancy.current_city())
    return cast(PortalFacts, g.portal)


def city_host(city: tenancy.City) -> str:
    """The host a city answers on first: its primary custom host, else below the base domain."""
    return city.hosts[0] if city.hosts else f"{city.slug}.{settings().base_domain}"


def city_url(city: tenancy.City, path: str = "/") -> str:
    """Absolute address of a path of a city."""
    return f"{settings().scheme}://{city_host(city)}{path}"


def slug_url(slug: str, path: str = "/") -> str:
    """Absolute address of a path of a city known by its slug alone."""
    return f"{settings().scheme}://{slug}.{settings().base_domain}{path}"


def apex_url(path: str = "/") -> str:
    """Absolute address of a path at the apex."""
    return f"{settings().apex_url}{path}"


def own_url(path: str) -> str:
    """Absolute address of a path on this request's host, from the configuration."""
    if host_class() == "city":
        return city_url(tenancy.current_city(), path)
    return apex_url(path)


def issuer_url(city: tenancy.City, path: str) -> str:
    """Address of a path as it stands in credentials: https below the issuer domain, for ever."""
    return f"https://{city.slug}.{settings().issuer_domain}{path}"


def offered_languages() -> tuple[str, ...]:
    """Languages this host speaks: the city's that have a catalogue, or all of them."""
    if host_class() != "city":
        return i18n.INTERFACE
    spoken = tuple(lang for lang in portal().languages if lang in i18n.INTERFACE)
    return spoken or (i18n.FALLBACK,)


def reader_lang() -> str:
    """The language of this answer: `?lang=`, the cookie, the account, the browser, the city."""
    if "lang" not in g:
        g.lang = _choose_lang()
    return cast(str, g.lang)


def _choose_lang() -> str:
    offered = offered_languages()
    identity = current_identity()
    of_account = (identity.lang,) if identity is not None else ()
    return i18n.negotiate((*_chosen(), *of_account, *_accepted()), offered, offered[0])


def lang_without_data() -> str:
    """The language of an answer that may ask no database: by address, cookie and browser."""
    return i18n.negotiate((*_chosen(), *_accepted()), i18n.INTERFACE, i18n.FALLBACK)


def _chosen() -> tuple[str, str]:
    return request.args.get("lang", ""), request.cookies.get(LANG_COOKIE, "")


def _accepted() -> list[str]:
    # a quality of 0 says "not this one" (RFC 9110, 12.4.2)
    return [code for code, quality in request.accept_languages if quality > 0]


def text_order() -> tuple[str, ...]:
    """The order in which content is looked for in this request."""
    default = portal().default_lang if host_class() == "city" else i18n.FALLBACK
    return i18n.chain(reader_lang(), default)


def _locale() -> str:
    if not request:
        return i18n.FALLBACK
    if host_class() == "unavailable":
        return lang_without_data()
    country = portal().country if host_class() == "city" else "150"
    return i18n.formatting_locale(reader_lang(), country)


def _time_zone() -> str:
    return portal().time_zone if request and host_class() == "city" else "UTC"


def _remember_lang(response: Response) -> Response:
    wanted = request.args.get("lang", "")
    # remembered once, and only where the host speaks it: other answers stay free of cookies
    if wanted and i18n.from_tag(wanted) == g.get("lang") and request.method == "GET":
        if request.cookies.get(LANG_COOKIE) == i18n.tag(g.lang):
            return response
        response.set_cookie(
            LANG_COOKIE,
            i18n.tag(g.lang),
            max_age=LANG_COOKIE_SECONDS,
            secure=True,
            httponly=True,
            samesite="Lax",
        )
    return response


def init_web(application: PortalApp) -> None:
    """Languages, time zones and rules that stand on both hosts."""
    # werkzeug's own redirects would lead to the host class, which is no host: a slash at the end
    # is forgiven, one in the middle is another address
    application.url_map.merge_slashes = application.url_map.strict_slashes = False
    Babel(application, locale_selector=_locale, timezone_selector=_time_zone)
    application.after_request(_remember_lang)

    @application.url_value_preprocessor
    def _forget_host_class(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values:
            values.pop("host_class", None)

    @application.url_defaults
    def _add_host_class(endpoint: str, values: dict[str, Any]) -> None:
        if application.url_map.is_endpoint_expecting(endpoint, "host_class"):
            values.setdefault("host_class", host_class())
