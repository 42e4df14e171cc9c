"""Inviting a mentor, within limits that keep it from being used to annoy people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text

import tenancy
from col_app.core import clock, mail, seals, web
from col_app.core.audit import record
from col_app.core.db import db
from col_app.me.mentors import actions
from col_app.me.mentors.models import Mentorship, State
from col_app.people.accounts import queries as accounts
from col_app.recognition.endorsements.models import Refusal

INVITED = "mentor_invited"
MOST_INVITED_A_DAY, MOST_MENTORS, MOST_MAILS_A_DAY = 5, 10, 3
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtext('mentors of ' || :who))")


class BusyError(Exception):
    """This address was written to often enough today, by whomever."""


class RefusedError(Exception):
    """The address is never to be asked."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited: the learner's own word for them, and an address unless the learner passes
    the link on. `lang` is for the mail, where the address has no account.
    """

    called: str
    lang: str
    email: str | None = None


def invite(person_id: int, whom: Invited, sharing: actions.Sharing) -> Mentorship:
    """Invite a mentor; an address gets a mail.

    Raises actions.TooYoungError, actions.TooManyError, actions.OwnError, actions.AlreadyError,
    RefusedError, BusyError.
    """
    if not may_invite(person_id):
        raise actions.TooYoungError
    _one_at_a_time(str(person_id))
    actions.forget_unanswered(Mentorship.person_id == person_id)
    _check_learner(person_id)
    made = Mentorship(
        person_id=person_id, called=whom.called, lang=whom.lang, ends_at=sharing.ends_at
    )
    if whom.email is not None:
        address_hash = seals.blind(whom.email)
        _check_address(whom.email, address_hash, person_id)
        made.email, made.address_hash = whom.email, address_hash
    db.session.add(made)
    actions.flush()
    actions.share_now(made, sharing)
    if whom.email is not None:
        ids: mail.Ids = {"mentorship_id": made.id}
        mail.send(INVITED, made.id, ids, f"{INVITED}:{made.id}", whom=mail.MENTOR)
    record("mentorship.invited", person_id, mentorship=made.id)
    return made


def may_invite(person_id: int) -> bool:
    """Whether a learner has surely reached the age from which they decide alone about their data.

    Those who have not cannot be helped here yet: no guardian can say yes for them.
    """
    country = web.app().load_portal(tenancy.current_city()).country
    return accounts.may_share(person_id, country)


def _one_at_a_time(who: str) -> None:
    db.session.execute(_ONE_AT_A_TIME, {"who": who})


def _check_learner(person_id: int) -> None:
    mine, now = Mentorship.person_id == person_id, clock.now()
    today = actions.count(mine, Mentorship.invited_at > now - actions.DAY)
    is_on = (Mentorship.state == State.ACCEPTED) & (Mentorship.ends_at > now)
    waits = (Mentorship.state == State.INVITED) & (Mentorship.invited_at > now - actions.OPEN_FOR)
    if today >= MOST_INVITED_A_DAY or actions.count(mine, is_on | waits) >= MOST_MENTORS:
        raise actions.TooManyError


def _check_address(email: str, address_hash: bytes, person_id: int) -> None:
    if accounts.by_address([email]).get(email) == person_id:
        raise actions.OwnError
    # whoever invites the same address waits for each other, past which limit there is no way
    _one_at_a_time(address_hash.hex())
    if db.session.get(Refusal, address_hash) is not None:
        raise RefusedError
    same = Mentorship.address_hash == address_hash
    if actions.count(same, Mentorship.person_id == person_id, Mentorship.state == State.DECLINED):
        raise actions.AlreadyError
    if actions.count(same, Mentorship.invited_at > clock.now() - actions.DAY) >= MOST_MAILS_A_DAY:
        raise BusyError
