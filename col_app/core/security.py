"""What every answer says to browsers, and which unsafe requests are let in.

All hosts of the network are same-site siblings: SameSite cookies and the parent domain protect
nothing between two cities. So cookies belong to one host, and an unsafe request must come from
this very host and bring a token.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, g, render_template, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Forbidden

from col_app.core import errors, uploads, web
from col_app.core.speech import gettext as _

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OWN_SITES = frozenset({"same-origin", "none"})
HSTS_SECONDS = 365 * 24 * 3600
PERMISSIONS = (
    "camera=(self), geolocation=(self), fullscreen=(self), accelerometer=(), "
    "display-capture=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "publickey-credentials-get=(self), serial=(), usb=(), browsing-topics=()"
)
DOCUMENTS = frozenset({"text/html", "image/svg+xml", "application/xml", "text/xml"})
"""What a browser may run scripts in when it is opened on its own."""
_COOKIE = re.compile(r"__Host-[A-Za-z-]+=")


class WrongOriginError(Forbidden):
    """An unsafe request that did not come from a page of this host."""


class LooseCookieError(AssertionError):
    """A cookie that a sibling host could set or read. Raised in tests."""


def for_machines(view: View) -> View:
    """Mark a view that reads no cookie and that programs call: it needs no origin and no token."""
    view.for_machines = True  # type: ignore[attr-defined]
    return view


def allow_form_target(url: str) -> None:
    """Let a form of this answer lead, by redirect, to another host of ours.

    Chromium applies `form-action` to the redirects that follow a form (CSP 3, 6.4.1).
    """
    g.setdefault("form_targets", []).append(url)


class FormSessions(SecureCookieSessionInterface):
    """Flask's session: it holds the token of forms and nothing else.

    Saving it is the last thing Flask does to an answer; only then is it known whether a cookie
    goes out, so caching is decided here.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """An empty session where no cookie came: nothing to unseal, no seal to make."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save, then settle cookies and caching of the answer."""
        super().save_session(app, session, response)
        _check_cookies(app, response)
        _settle_caching(response)


def init_security(app: web.PortalApp) -> None:
    """Guard requests and dress answers. Expects `login` and `csrf` to be set up already."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-form",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_DOMAIN=None,
        # Flask-Login must not look for a plain cookie, which a sibling host could plant.
        REMEMBER_COOKIE_NAME="__Host-never",
        # The token lives as long as the browser's session; the check is ours, in `_guard`.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,
    )
    # Its fingerprint of the browser would write into the session of every page that reads one.
    app.login_manager.session_protection = None  # type: ignore[attr-defined]
    app.session_interface = FormSessions()
    app.before_request(_guard)
    app.after_request(_dress)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(WrongOriginError, _wrong_origin)


def _guard() -> None:
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    if getattr(current_app.view_functions[request.endpoint], "for_machines", False):
        return
    if not _is_from_here():
        raise WrongOriginError
    uploads.let_in()
    csrf: CSRFProtect = current_app.extensions["csrf"]
    csrf.protect()


def _is_from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN_SITES
    return request.headers.get("Origin") == f"{web.settings().scheme}://{request.host}"


def _stale_form(_fault: CSRFError) -> ResponseReturnValue:
    return _refusal(
        _("This form has grown too old"),
        _("Please go back, load the page again and send the form once more."),
    )


def _wrong_origin(_fault: WrongOriginError) -> ResponseReturnValue:
    return _refusal(
        _("This came from somewhere else"),
        _("A form must be sent from a page of this site. Nothing was changed."),
    )


def _refusal(title: str, sentence: str) -> Response:
    if errors.wants_json():
        return errors.answer(403, sentence)
    html = render_template("core/error.html", status=403, title=title, sentence=sentence)
    response = Response(html, 403)
    response.headers["Cache-Control"] = "no-store"
    return response


@lru_cache(maxsize=2)
def fixed_headers(scheme: str) -> tuple[tuple[str, str], ...]:
    """What every answer says, whatever it is."""
    plain = (
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", PERMISSIONS),
    )
    strict = ("Strict-Transport-Security", f"max-age={HSTS_SECONDS}")
    return (*plain, strict) if scheme == "https" else plain


def _dress(response: Response) -> Response:
    headers = response.headers
    for name, value in fixed_headers(web.settings().scheme):
        headers.setdefault(name, value)
    if response.mimetype in DOCUMENTS:
        headers.setdefault("Content-Security-Policy", _content_policy())
    return response


def _content_policy() -> str:
    """The page's own files and map tiles, nothing inline, nothing from elsewhere (CSP 3).

    The nonce stands here alone: our scripts are files, and a nonce inside a page would give it
    another ETag each time.
    """
    settings = web.settings()
    images = " ".join(("'self'", "data:", *tile_origins(settings.tile_url)))
    targets = " ".join(dict.fromkeys(("'self'", settings.apex_url, *g.get("form_targets", ()))))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{secrets.token_urlsafe(16)}'",
            "style-src 'self'",
            f"img-src {images}",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            f"form-action {targets}",
        )
    )


def tile_origins(tile_url: str) -> tuple[str, ...]:
    """The origins behind a tile address; `{s}` stands for Leaflet's subdomains a, b and c."""
    if not tile_url:
        return ()
    spelled = [tile_url.replace("{s}", letter) for letter in "abc"]
    parts = [urlsplit(url) for url in spelled]
    return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts if part.netloc))


def _check_cookies(app: Flask, response: Response) -> None:
    if not app.testing:
        return
    for cookie in response.headers.getlist("Set-Cookie"):
        traits = {trait.strip().lower() for trait in cookie.split(";")[1:]}
        is_tight = _COOKIE.match(cookie) and {"secure", "path=/"} <= traits
        if not is_tight or any(trait.startswith("domain") for trait in traits):
            raise LooseCookieError(cookie.partition("=")[0])


def _settle_caching(response: Response) -> None:
    if g.get("person_read"):
        # Shared computers in schools: the way back must not show somebody's page after sign-out.
        _keep_private(response, "private, no-store")
    elif "csrf_token" in g or "Set-Cookie" in response.headers:
        _keep_private(response, "private, no-cache")
    elif "Cache-Control" not in response.headers:
        _share(response)


def _keep_private(response: Response, policy: str) -> None:
    if response.headers.get("Cache-Control") != "no-store":
        response.headers["Cache-Control"] = policy
    response.vary.add("Cookie")
    response.headers.pop("ETag", None)


def _share(response: Response) -> None:
    if request.method not in SAFE_METHODS or response.status_code not in {200, 301, 304, 308}:
        response.headers["Cache-Control"] = "no-store"
        return
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.update(("Accept-Language", "Cookie"))
    if response.status_code == 200 and not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)
