"""A tiny WSGI site over the cities: reads, writes, commits in mid-request, errors, streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Request, Response

import tenancy
from tests.tenancy.shop import Activity, Place

EVERY_TEXT = text("""
    select concat_ws(' ', o.name, p.name, p.note, a.title, a.summary, b.name, m.name, w.evidence)
    from award w join badge b on b.id = w.badge_id join member m on m.id = w.member_id
    join activity a on a.id = b.activity_id join organiser o on o.id = a.organiser_id
    join place p on p.id = a.place_id where w.id = 1
""")


class Site:
    """`/read`, `/commit`, `/savepoint`, `/error`, `/cut`, `/stream`, `/who`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, environ, start_response) -> Iterable[bytes]:
        request = Request(environ)
        kind = environ[tenancy.RESOLVED].kind
        if kind != "city":
            return Response(kind, 503 if kind == "unavailable" else 404)(environ, start_response)
        if tenancy.current_city().state != "active":
            return Response("suspended", 503)(environ, start_response)
        if request.path == "/stream":
            return Response(self._stream())(environ, start_response)
        with tenancy.CitySession(self._engine) as session:
            body = getattr(self, f"_{request.path[1:]}")(session)
        return Response(body)(environ, start_response)

    def _read(self, session) -> str:
        return session.scalar(EVERY_TEXT)

    def _commit(self, session) -> str:
        place = session.get(Place, 2)
        place.note = f"{place.name} seen"
        session.commit()
        return f"{place.note} {self._read(session)}"

    def _savepoint(self, session) -> str:
        try:
            with session.begin_nested():
                session.execute(text("insert into place (id, name) values (1, 'twice')"))
        except DBAPIError:
            return self._read(session)
        return "no error"

    def _error(self, session) -> str:
        try:
            session.execute(text("select 1/0"))
        except DBAPIError:
            session.rollback()
        return self._read(session)

    def _cut(self, session) -> str:
        try:
            session.execute(text("select pg_terminate_backend(pg_backend_pid())"))
        except DBAPIError:
            session.rollback()
        return self._read(session)

    def _stream(self) -> Iterator[str]:
        with tenancy.CitySession(self._engine) as session:
            for number in (1, 2, 3):
                yield session.scalar(select(Activity.title).where(Activity.id == number))

    def _who(self, session) -> str:
        return session.scalar(select(func.current_user()))
