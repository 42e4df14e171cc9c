"""What judges may ask of the world: our own addresses here, all others through the fetcher."""

from __future__ import annotations

import re
from contextvars import Context
from functools import partial
from urllib.parse import unquote, urlsplit

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from col_app.core import web
from col_app.core.fetch import Fetcher, FetchError
from col_app.recognition import credentials as ob
from col_app.recognition.awards import outliving
from col_app.recognition.verify.judges import World

ACCEPT = (
    "application/vc+ld+json, application/vc;q=0.9, application/ld+json;q=0.9, "
    "application/json;q=0.8, image/png;q=0.5, image/svg+xml;q=0.5, */*;q=0.1"
)
_OWN_PATHS = re.compile(r"/(\.well-known|o|status|credentials|endorsements|ob2)/[!-~]+")
_CREDENTIAL = re.compile(r"/credentials/([a-z2-7]{26})")


def world(app: web.PortalApp, fetcher: Fetcher) -> World:
    """What may be asked within one request."""
    return World(partial(_ask, app, fetcher), partial(is_known, app))


def is_known(app: web.PortalApp, issuer: str) -> bool:
    """Whether an issuer is of this network: its DID or address is below one of our hosts."""
    host = _host_of_did(issuer) if issuer.startswith("did:") else _netloc(issuer)
    return _is_own(app, host)


def page_of(app: web.PortalApp, credential_id: str) -> str:
    """The public page of a credential, on a host that answers here; "" if it is not ours."""
    parts = _CREDENTIAL.fullmatch(urlsplit(credential_id).path)
    host = _netloc(credential_id)
    if parts is None or not _is_own(app, host):
        return ""
    city = app.directory.resolve(host).city
    return web.city_url(city, parts[0]) if city else web.apex_url(parts[0])


def _ask(app: web.PortalApp, fetcher: Fetcher, url: str) -> ob.Answer:
    host = _netloc(url)
    if _is_own(app, host) and not fetcher.is_mapped(host):
        return _own_answer(app, url)
    try:
        found = fetcher.get(url, ACCEPT)
    except FetchError as fault:
        raise ob.UnreachableError(url) from fault
    return ob.Answer(found.url, found.status, found.body)


def _own_answer(app: web.PortalApp, url: str) -> ob.Answer:
    """What this app says at one of its own addresses, as strangers get it.

    In a context of its own: the other city, its session and its request are not those of the
    reader's.
    """
    parts = urlsplit(url)
    if not _OWN_PATHS.fullmatch(parts.path):
        return ob.Answer(url, 404, b"")
    environ = EnvironBuilder(
        unquote(parts.path), f"{app.settings.scheme}://{parts.netloc}", headers=[("Accept", ACCEPT)]
    ).get_environ()
    response = Context().run(Response.from_app, app, environ, buffered=True)
    if response.status_code >= 500:
        raise ob.UnreachableError(url)
    return ob.Answer(url, response.status_code, response.get_data())


def _is_own(app: web.PortalApp, host: str) -> bool:
    """Whether a host is one of ours: a city's, the apex, or that of a city that is gone."""
    if not host:
        return False
    if app.directory.resolve(host).kind in ("city", "apex"):
        return True
    name = host.partition(":")[0].lower()
    slugs = (name.removesuffix(f".{domain}") for domain in app.settings.tenancy.domains)
    return any(slug != name and outliving.is_kept(slug) for slug in slugs)


def _netloc(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("https", "http") else ""


def _host_of_did(did: str) -> str:
    method, _, rest = did.removeprefix("did:").partition(":")
    return unquote(rest.partition(":")[0]) if method == "web" else ""
