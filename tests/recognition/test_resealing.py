from dataclasses import replace

import pytest
from sqlalchemy import select

import tenancy
from col_app.core.db import network_session
from col_app.network.directory.actions import administration
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys
from col_app.recognition.awards.models import SigningKey
from col_app.recognition.awards.resealing import reseal

NEW = bytes(range(32))


@pytest.fixture
def sealing(app, settings):
    """Seals all keys under the first of some keys; the first seal is back afterwards."""

    def seal_under(*keks):
        with administration(settings) as admin, admin.begin() as connection:
            tenancy.as_owner(connection, settings.tenancy)
            return reseal(connection, keks)

    yield seal_under
    seal_under(settings.key_encryption_key, NEW)


def use(app, monkeypatch, new, old=None):
    changed = replace(app.settings, key_encryption_key=new, old_key_encryption_key=old)
    monkeypatch.setattr(app, "settings", changed)


def test_badges_are_signed_by_the_same_key_while_and_after_the_seal_changes(
    app, settings, sealing, portal, monkeypatch
):
    vilnius, old = app.directory.by_slug("vilnius"), settings.key_encryption_key
    signs = lambda: portal.do(lambda: keys.active(vilnius).multibase)  # noqa: E731 - local word
    used = [signs()]
    use(app, monkeypatch, NEW, old)
    used.append(signs())
    sealing(NEW, old)
    used.append(signs())
    use(app, monkeypatch, NEW)

    assert [*used, signs()] == [used[0]] * 4


def test_the_old_seal_opens_nothing_any_more(app, settings, sealing, portal, monkeypatch):
    sealing(NEW, settings.key_encryption_key)

    with pytest.raises(ob.SealError):
        portal.do(lambda: keys.active(app.directory.by_slug("vilnius")))


def test_a_key_that_nothing_opens_is_named_and_stays(app, sealing, settings):
    before = sealing(settings.key_encryption_key)
    lost = sealing(NEW)
    with app.app_context(), network_session() as session:
        every = session.scalars(select(SigningKey.id)).all()

    assert (before.lost, lost.count, len(lost.lost)) == ((), 0, len(every))


def test_a_key_from_before_tokens_gets_its_twin(app, settings, sealing):
    where = SigningKey.__table__.update().values(twin_x=None, twin_y=None)
    with administration(settings) as admin, admin.begin() as connection:
        tenancy.as_owner(connection, settings.tenancy)
        connection.execute(where)
    sealing(settings.key_encryption_key)

    with app.app_context(), network_session() as session:
        without = select(SigningKey.id).where(SigningKey.twin_x.is_(None))
        assert session.scalars(without).all() == []
