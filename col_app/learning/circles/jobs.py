"""What the worker does when a circle is asked to come along."""

from __future__ import annotations

from typing import Any

from col_app.core import mail, outbox
from col_app.learning.circles import letters, proposals, queries


@outbox.handles(proposals.ASKED)
def ask(payload: dict[str, Any]) -> None:
    """One mail for each who is still to answer; asking anew is no second mail."""
    number = payload["proposal_id"]
    ids: mail.Ids = {"proposal_id": number}
    key = f"{letters.TEMPLATE}:{payload['circle_id']}:{payload['activity_id']}"
    people = queries.to_tell(number)
    mail.send_many(letters.TEMPLATE, [(who, ids, f"{key}:{who}") for who in people])
