"""What is done with the draft of the spine: kept, undone, withdrawn."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from col_app.core.audit import record
from col_app.core.db import db
from col_app.learning.skills import queries
from col_app.learning.skills.models import SpineRevision
from col_app.learning.skills.tree import Contents, Tree

KEPT_REVISIONS = 50


class ConflictError(Exception):
    """Somebody else has changed the draft in between."""


class NothingToUndoError(Exception):
    """Nothing was done since the spine was published, or too much."""


class NoDraftError(Exception):
    """There is no draft to publish or to withdraw."""


def save(tree: Tree, upon: int, by: int, did: str, key: str = "") -> int:
    """Keep a draft that was made upon a revision; its new one, or the old one if nothing changed.

    Raises ConflictError.
    """
    before, _number, _is_draft = queries.draft()
    if tree.contents() == before.contents():
        return upon
    _stamp(tree, before, upon + 1)
    record(f"spine.{did}", by, skill=key, revision=upon + 1)
    return _keep(upon + 1, upon, tree.contents(), by)


def undo(seen: int, by: int) -> None:
    """Take back the last change. Raises ConflictError, NothingToUndoError."""
    last = queries.latest()
    if last is None or last.number != seen:
        raise ConflictError
    if last.before is None:
        raise NothingToUndoError
    earlier = db.session.get(SpineRevision, last.before)
    if earlier is None and last.before:
        raise NothingToUndoError
    contents = earlier.contents if earlier else None
    if contents is not None:
        tree = Tree.of(contents)
        _stamp(tree, queries.draft()[0], seen + 1)
        contents = tree.contents()
    record("spine.undone", by, revision=seen + 1)
    _keep(seen + 1, earlier.before if earlier else None, contents, by)


def withdraw(seen: int, by: int) -> None:
    """Forget the draft; undoing brings it back. Raises ConflictError, NoDraftError."""
    last = queries.latest()
    if last is None or last.contents is None:
        raise NoDraftError
    if last.number != seen:
        raise ConflictError
    record("spine.withdrawn", by, revision=seen + 1)
    _keep(seen + 1, seen, None, by)


def close(seen: int, by: int) -> None:
    """The draft was published: nothing of it is left to undo. Raises ConflictError."""
    _keep(seen + 1, None, None, by)


def _keep(number: int, before: int | None, contents: Contents | None, by: int) -> int:
    made = SpineRevision(number=number, before=before, contents=contents, saved_by=by)
    db.session.add(made)
    try:
        db.session.flush()
    except IntegrityError as refused:
        # two writers upon the same revision
        if "pk_spine_revision" in str(refused.orig):
            raise ConflictError from refused
        raise
    old = SpineRevision.number <= number - KEPT_REVISIONS
    db.session.execute(delete(SpineRevision).where(old))
    return number


def _stamp(tree: Tree, before: Tree, number: int) -> None:
    """Write down at every node that differs from before in which revision it was changed."""
    for node in tree.nodes.values():
        then = before.nodes.get(node.key)
        if then is None or replace(node, changed=0) != replace(then, changed=0):
            node.changed = number
