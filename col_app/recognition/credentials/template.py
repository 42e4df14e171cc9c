"""Issuing of badges: the compiled path and the slow one that it has to equal."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from col_app.recognition.credentials import document, proof
from col_app.recognition.credentials.form import Form
from col_app.recognition.credentials.keys import IssuerKey
from col_app.recognition.credentials.model import Achievement, Award, Issuer
from col_app.recognition.credentials.values import timestamp


class Template:
    """One badge of one issuer, ready to be awarded many times, from many threads.

    The first award of a shape (with or without e-mail, end, narrative, evidence) compiles it in
    about ten milliseconds; forms are shared by all templates of the process.
    """

    def __init__(self, issuer: Issuer, achievement: Achievement, key: IssuerKey) -> None:
        """Raise ValueError for a key of another issuer."""
        _check_owner(issuer, key)
        self._issuer = issuer
        self._achievement = achievement
        self._key = key
        self._forms: dict[tuple[str, ...], Form] = {}

    def issue(self, award: Award) -> bytes:
        """Return the signed Open Badges 3.0 credential as JSON.

        The same award gives the same bytes: the proof is dated by the award, and Ed25519 uses no
        randomness. Raise ValueError for an address or a time that cannot stand in a badge.
        """
        slots = document.slots(self._achievement, award)
        form = self._form(tuple(slots))
        return proof.sign_form(form, slots, self._key, slots["awarded_at"])

    def _form(self, shape: tuple[str, ...]) -> Form:
        form = self._forms.get(shape)
        if form is None:
            form = self._forms[shape] = _compile(self._issuer, self._achievement, shape)
        return form


def issue_slow(issuer: Issuer, achievement: Achievement, award: Award, key: IssuerKey) -> bytes:
    """The reference: canonicalize the whole badge for this one award (milliseconds)."""
    _check_owner(issuer, key)
    credential = document.build(issuer, achievement, document.slots(achievement, award))
    return proof.sign(credential, key, timestamp(award.awarded_at))


def without_narrative(credential: Mapping[str, Any], key: IssuerKey, at: datetime) -> bytes:
    """Return the same credential without how it was earned, signed anew at this time.

    Raise ValueError for a key of another issuer.
    """
    return _without({"narrative"}, credential, key, at)


def without_holder(credential: Mapping[str, Any], key: IssuerKey, at: datetime) -> bytes:
    """Return the same credential without a trace of its holder, signed anew at this time.

    The subject keeps its id, which the standard asks for: a random number of this award alone.
    Raise ValueError for a key of another issuer.
    """
    return _without({"narrative", "identifier"}, credential, key, at)


def _without(names: set[str], credential: Mapping[str, Any], key: IssuerKey, at: datetime) -> bytes:
    if key.did != credential["issuer"]["id"]:
        raise ValueError(f"the key belongs to {key.did}, not to {credential['issuer']['id']}")
    subject = {k: v for k, v in credential["credentialSubject"].items() if k not in names}
    unsigned = {k: v for k, v in credential.items() if k != "proof"}
    return proof.sign({**unsigned, "credentialSubject": subject}, key, timestamp(at))


@lru_cache(maxsize=2048)
def _compile(issuer: Issuer, achievement: Achievement, shape: tuple[str, ...]) -> Form:
    return Form(lambda slots: document.build(issuer, achievement, slots), shape)


def _check_owner(issuer: Issuer, key: IssuerKey) -> None:
    if key.did != issuer.did:
        raise ValueError(f"the key belongs to {key.did}, not to {issuer.did}")
