"""What stays of a city that is dropped: everything that proves the badges it has given.

Its lists are signed a last time, for ever; what its public addresses answer is kept word for word;
then its private keys are destroyed. The addresses go on answering at the same hosts, and the name
is given to no other city: only its own archive can bring it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select, text, update
from werkzeug.test import Client

import tenancy
from col_app.core import clock, web
from col_app.core.db import db, network_session, session_of
from col_app.recognition.awards import lists
from col_app.recognition.awards.models import KeptDocument, RegisteredAward, SigningKey

ANSWERS = (200, 410)
PROGRAM = {"Accept": "application/json, */*;q=0.5"}
PATH = re.compile(
    r"/(?:credentials|endorsements|status|o|ob2|badges|skills|\.well-known)/[a-z0-9./_-]{1,200}|/mark\.png"
)
_PATHS = text("""
    select '/credentials/' || w.public_id || '.json' from award w
    union all select '/credentials/' || w.public_id || '.jwt'
      from award w join award_token t on t.award_id = w.id
    union all select '/ob2/assertions/' || w.public_id from award w where w.is_public
    union all select '/endorsements/' || e.public_id || '.json' from endorsement e
      where e.state = 'accepted' and not e.is_hidden
    union all select '/status/' || public_id from status_list
    union all select p || b.public_id || q from badge b,
      (values ('/ob2/badges/', ''), ('/badges/', '/image.png')) as v (p, q)
      where exists (select from award w where w.badge_id = b.id)
    union all select p || o.public_id || q from organiser o, (values ('/ob2/issuers/', ''),
      ('/o/', '/did.json'), ('/o/', '/jwks.json')) as v (p, q)
      where exists (select from status_list l where l.did like '%:o:' || o.public_id)
    union all select '/skills/' || slug from skill where uri like 'https://%'
    union all select '/skills/' || slug from skill_alias where uri like 'https://%'
""")
_OF_THE_CITY = ("/.well-known/did.json", "/.well-known/jwks.json", "/ob2/issuers/city", "/mark.png")
_HAS_SIGNED = text("select exists (select from status_list)")


class NameKeptError(tenancy.TenancyError):
    """The name belongs to a city that is gone and whose badges are still verified."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"{slug} stays the name of the city whose badges it stands in; its own archive "
            "brings it back (`col city restore FILE`)"
        )


def keep(app: web.PortalApp, connection: Connection, city: tenancy.City) -> None:
    """Keep what proves a city's badges; nothing of a city that has given none.

    `connection` speaks as the owner of the shared schema. Raises keys.NoSigningKeyError.
    """
    connection.execute(delete(KeptDocument).where(KeptDocument.slug == city.slug))
    for values in _answers(app, city, _last_words(city)):
        connection.execute(insert(KeptDocument).values(**values))
    connection.execute(delete(RegisteredAward).where(RegisteredAward.city_id == city.id))


def _last_words(city: tenancy.City) -> list[str]:
    """Sign the lists for ever; the paths of all that is to be kept."""
    with session_of(city) as session:
        if not session.scalar(_HAS_SIGNED):
            return []
        lists.sign_for_ever(session, city)
        session.commit()
        return [*_OF_THE_CITY, *session.scalars(_PATHS)]


def _answers(
    app: web.PortalApp, city: tenancy.City, paths: list[str]
) -> Iterator[dict[str, object]]:
    """What the site itself answers there: the public form is made in one place alone.

    Programs are answered: a page would want the look of a city that is gone. What was merged is
    kept under both addresses.
    """
    visitor = Client(app)
    base_url = f"https://{city.slug}.{app.settings.issuer_domain}"
    for path in paths:
        with app.app_context():  # a session of its own, which ends with the answer
            answer = visitor.get(path, base_url=base_url, headers=PROGRAM, follow_redirects=True)
        if answer.status_code in ANSWERS:
            media_type = answer.headers["Content-Type"]
            yield {
                "slug": city.slug,
                "path": path,
                "status": answer.status_code,
                "media_type": media_type,
                "body": answer.data,
            }


def destroy_keys(connection: Connection) -> None:
    """Destroy the private keys of cities that are gone; their public halves stay."""
    gone = update(SigningKey).where(SigningKey.city_id.is_(None))
    connection.execute(
        gone.where(SigningKey.retired_at.is_(None)).values(sealed_seed=None, retired_at=clock.now())
    )
    connection.execute(gone.values(sealed_seed=None))


def check_name(slug: str) -> None:
    """Raises NameKeptError when a name belongs to a city that is gone."""
    if is_kept(slug):
        raise NameKeptError(slug)


def is_kept(slug: str) -> bool:
    """Whether documents of a city that is gone stand under this name."""
    with network_session() as session:
        kept = select(KeptDocument.path).where(KeptDocument.slug == slug).limit(1)
        return session.scalar(kept) is not None


def at(host: str, path: str) -> KeptDocument | None:
    """What a city that is gone answered at this path of its host."""
    name = host.partition(":")[0].lower()
    for domain in web.settings().tenancy.domains:
        slug = name.removesuffix(f".{domain}")
        if slug != name and PATH.fullmatch(path):
            with network_session() as session:
                return session.get(KeptDocument, (slug, path))
    return None


def anywhere(path: str) -> KeptDocument | None:
    """What any city that is gone answered at this path, which names an award for ever."""
    with network_session() as session:
        return session.scalars(select(KeptDocument).where(KeptDocument.path == path)).first()


def come_back(connection: Connection, city: tenancy.City) -> None:
    """A city is restored under its own name: it answers itself again. Needs the owner."""
    connection.execute(delete(KeptDocument).where(KeptDocument.slug == city.slug))


def register_again(city: tenancy.City) -> None:
    """Tell the network where the awards of a restored city live, unless they live elsewhere."""
    with tenancy.use_city(city):
        db.session.execute(
            text("""insert into network.registered_award (public_id, city_id, person_id, revoked_at)
                select public_id, :id, person_id, revoked_at from award on conflict do nothing"""),
            {"id": city.id},
        )
        db.session.commit()
        db.session.remove()
