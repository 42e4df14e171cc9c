"""Who may use a view. Every view carries one mark; a view without a mark fails the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin, UserMixin, current_user

SESSION_COOKIE = "__Host-person"
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class Identity(UserMixin):
    """The signed-in person of this request, as the session says."""

    id: int
    name: str
    email: str
    lang: str
    sign_in_id: str
    roles: frozenset[str] = field(default_factory=frozenset)
    birth_year: int | None = None

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks for: any of these roles (`anonymous` is everybody)."""

    roles: frozenset[str]


def current_identity() -> Identity | None:
    """The signed-in person, or None. Without a session cookie nothing is read at all."""
    if SESSION_COOKIE not in request.cookies:
        return None
    user = current_user._get_current_object()  # noqa: SLF001 - the proxy's documented way out
    return None if isinstance(user, AnonymousUserMixin) else cast(Identity, user)


def signed_in_person() -> Identity:
    """The person of a view that is marked with `signed_in` or `requires`."""
    identity = current_identity()
    if identity is None:
        abort(401)
    return identity


def public(view: View) -> View:
    """Everybody may use this view."""
    return _mark(view, frozenset({"anonymous"}))


def signed_in(view: View) -> View:
    """Whoever has an account; others are sent to sign in and come back."""
    return _guard(view, frozenset({"learner"}), any_person=True)


def requires(*roles: str) -> Callable[[View], View]:
    """Whoever has one of these roles in this city (or in the network at the apex)."""

    def mark(view: View) -> View:
        return _guard(view, frozenset(roles), any_person=False)

    return mark


def _mark(view: View, roles: frozenset[str]) -> View:
    view.access = Access(roles)  # type: ignore[attr-defined]
    return view


def _guard(view: View, roles: frozenset[str], *, any_person: bool) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        identity = current_identity()
        if identity is None:
            return _ask_to_sign_in()
        if not any_person and not roles & identity.roles:
            abort(403)
        return view(*args, **kwargs)

    return _mark(cast(View, guarded), roles)


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method != "GET":
        abort(401)
    return redirect(sign_in_path(request.full_path.rstrip("?")))


def sign_in_path(back_to: str) -> str:
    """Where a person signs in, on this host, before coming back to the path `back_to`."""
    return "/sign-in?" + urlencode({"next": back_to})
