"""A person's badges of all cities and from elsewhere."""

import base64
import io
import zipfile

import orjson
import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import ProgrammingError

from col_app.core.audit import NetworkAuditEntry
from col_app.core.db import db, network_session
from col_app.people.accounts.models import Person
from col_app.recognition import credentials as ob
from col_app.recognition.wallet import actions, packing
from col_app.recognition.wallet.models import ImportedBadge
from tests.recognition.awarding import at_once
from tests.recognition.wallets import PNG, Carrier, copy_awards, picture


@pytest.fixture
def carrier(app, ona):
    """Ona's browser at the apex."""
    return Carrier(app, ona)


@pytest.fixture
def signed(portal, award, ona):
    """The document of Ona's badge, for those who take it for one from elsewhere."""
    confirm(portal.app, ona)
    return portal.awards(ona)[0].document.encode()


def confirm(app, person):
    with app.app_context(), network_session() as session:
        session.execute(
            update(Person).where(Person.id == person.id).values(confirmed_at=func.now())
        )


def kept(app, person):
    with app.app_context(), network_session() as session:
        query = select(ImportedBadge.id, ImportedBadge.body, ImportedBadge.verdict)
        return session.execute(query.where(ImportedBadge.person_id == person.id)).all()


def token(**claims):
    parts = (orjson.dumps(part) for part in ({"alg": "ES256"}, claims))
    return b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (*parts, b"sign"))


def test_a_wallet_holds_the_badges_of_two_cities(portals, ona, carrier):
    ids = [portals(slug).award(ona) for slug in ("vilnius", "cagliari")]
    page = carrier.get("/passport/badges").text

    assert [f"/credentials/{each}" in page for each in ids] == [True, True]


def test_a_wallet_asks_only_the_cities_that_have_awards(portals, ona, carrier, queries):
    portals("vilnius").award(ona)
    with queries() as seen:
        carrier.get("/passport/badges")

    assert sum("from award w" in statement for statement in seen) == 1


def test_a_wallet_is_its_owners_alone(app, portal, award, client):
    other = Carrier(app, portal.new_person("Jonas"))

    assert award not in other.get("/passport/badges").text
    assert client("apex").get("/passport/badges").status_code == 302
    assert client("apex").get("/passport/badges.zip").status_code == 302


def test_three_badges_cost_as_many_queries_as_one(portal, ona, carrier, queries):
    costs = []
    portal.award(ona)
    for wanted in (1, 3):
        copy_awards(portal, ona, wanted - len(portal.awards(ona)))
        with queries() as seen:
            page = carrier.get("/passport/badges").text
        assert page.count('.svg">SVG') == wanted
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_the_zip_holds_every_form_of_every_badge(portals, ona, carrier, signed):
    portals("cagliari").award(ona)
    carrier.hand_in(signed)
    archive = zipfile.ZipFile(io.BytesIO(carrier.get("/passport/badges.zip").data))
    names = archive.namelist()

    assert archive.testzip() is None
    for slug in ("vilnius", "cagliari"):
        forms = {name.partition(".")[2] for name in names if name.startswith(slug)}
        assert forms == {"json", "png", "svg", "jwt", "jwt.png", "jwt.svg", "ob2.json"}
    png = next(name for name in names if name.startswith("vilnius") and name.endswith(".png"))
    assert orjson.loads(ob.unbake(archive.read(png))) == orjson.loads(signed)
    assert [archive.read(name) for name in names if name.startswith("imported/")] == [signed]
    tokens = {ob.unbake(archive.read(name)) for name in names if ".jwt." in name}
    assert tokens == {archive.read(name).decode() for name in names if name.endswith(".jwt")}


def test_what_happens_in_a_wallet_is_written_down(app, ona, carrier, signed, award):
    carrier.hand_in(signed)
    number = kept(app, ona)[0].id
    for tail in ("/check", ""):
        carrier.send(f"/passport/badges/imported/{number}{tail}")
    key = {"title": "Mine", "badge": f"award-{award}"}
    made = carrier.send("/collections", "/collections/new", **key).location
    carrier.send(made, f"{made}/edit", is_shared="1", **key)
    carrier.send(made, f"{made}/edit", _method="DELETE")

    assert written(app, ona) == [
        "wallet.badge_taken", "wallet.badge_checked", "wallet.badge_dropped",
        "collection.kept_private", "collection.shared", "collection.deleted",
    ]  # fmt: skip


CHANGES = (update(NetworkAuditEntry).values(action="x"), delete(NetworkAuditEntry))


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_written_down_is_never_changed(app, change):
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with app.app_context(), refused, network_session() as session:
        session.execute(change)


def written(app, person):
    with app.app_context(), network_session() as session:
        query = select(NetworkAuditEntry.action).where(NetworkAuditEntry.actor_id == person.id)
        return list(session.scalars(query.order_by(NetworkAuditEntry.id)))


def test_a_zip_of_300_badges_is_never_whole_in_memory(portal, ona):
    portal.award(ona)
    copy_awards(portal, ona, 299)
    with portal.app.app_context():
        parts = [len(part) for part in packing.packed(ona.id)]

    assert len(parts) > 300 * 4
    assert max(parts) < sum(parts) / 50


def test_what_is_handed_in_comes_back_byte_for_byte(app, ona, carrier, signed):
    body = b"\n  " + signed + b"\n"
    assert carrier.hand_in(body).status_code == 303
    [(number, held, verdict)] = kept(app, ona)
    file = carrier.get(f"/passport/badges/imported/{number}/file")

    assert (held, file.data, verdict) == (body, body, "valid")
    assert file.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("form", ["png", "svg"])
def test_pictures_with_a_badge_inside_are_taken(app, ona, carrier, award, signed, client, form):
    picture = client("vilnius").get(f"/credentials/{award}.{form}").data
    carrier.hand_in(picture, f"badge.{form}")

    assert [row.body for row in kept(app, ona)] == [picture]


def test_a_token_is_kept_and_judged(app, ona, carrier, award, client):
    body = client("vilnius").get(f"/credentials/{award}.jwt").data
    carrier.hand_in(body, "badge.jwt")

    assert [(row.body, row.verdict) for row in kept(app, ona)] == [(body, "valid")]


def test_an_address_is_no_badge(app, ona, carrier):
    assert carrier.hand_in(b"https://vilnius.learningcities.net/credentials/x").status_code == 422
    assert kept(app, ona) == []


@pytest.mark.parametrize(
    "body", [b"hello", b"{}", b"[1]", b"a.b.c", b"\x89PNG broken", b"<svg/>", b"\xff"]
)
def test_what_is_no_badge_is_refused_with_a_reason(app, ona, carrier, body):
    answer = carrier.hand_in(body)

    assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)
    assert kept(app, ona) == []


def test_what_is_altered_is_refused(app, ona, carrier, signed):
    body = signed.replace(b'"awardedDate":"2', b'"awardedDate":"1')
    assert body != signed
    carrier.get("/passport/badges?lang=en")
    answer = carrier.hand_in(body)

    assert answer.status_code == 422
    assert kept(app, ona) == []


def test_a_badge_of_somebody_else_is_refused(app, portal, signed):
    jonas = portal.new_person("Jonas")
    confirm(app, jonas)

    assert Carrier(app, jonas).hand_in(signed).status_code == 422
    assert kept(app, jonas) == []


def test_a_file_that_is_too_large_is_refused(carrier, signed, monkeypatch):
    monkeypatch.setattr(actions, "MAX_BYTES", len(signed) - 1)

    assert carrier.hand_in(signed).status_code == 422


def test_a_badge_is_kept_once_however_often_it_comes_at_once(app, ona, signed):
    def take(_n):
        with app.app_context():
            try:
                return actions.take(ona.id, [ona.email], signed)
            except actions.KeptAlreadyError:
                return None

    numbers = [number for number in at_once(take, range(4)) if number]

    assert len(numbers) == len(kept(app, ona)) == 1


def test_a_wallet_does_not_grow_without_end(app, ona, carrier, signed, monkeypatch):
    monkeypatch.setattr(actions, "MOST_IMPORTED", 1)

    assert [carrier.hand_in(body).status_code for body in (signed, b" " + signed)] == [303, 422]


def test_checking_again_sees_a_withdrawal(app, portal, ona, carrier, award, signed, keep_promises):
    carrier.hand_in(signed)
    [(number, _body, before)] = kept(app, ona)
    portal.revoke(award)
    keep_promises()
    carrier.send(f"/passport/badges/imported/{number}/check")

    assert (before, kept(app, ona)[0].verdict) == ("valid", "revoked")


def test_only_its_owner_touches_a_foreign_badge(app, portal, ona, carrier, signed):
    carrier.hand_in(signed)
    number = kept(app, ona)[0].id
    other = Carrier(app, portal.new_person("Jonas"))
    path = f"/passport/badges/imported/{number}"

    assert other.get(f"{path}/file").status_code == 404
    assert [other.send(each).status_code for each in (path, f"{path}/check")] == [404, 404]
    assert carrier.send(path).status_code == 303
    assert kept(app, ona) == []


def test_a_wallet_shows_a_badge_as_it_was_when_it_was_given(portal, ona, carrier, award):
    portal.do(lambda: db.session.execute(text("update badge_i18n set name = 'Newer'")))
    page = carrier.get("/passport/badges").text
    portal.do(lambda: db.session.execute(BACK))

    assert (award in page, "Newer" in page) == (True, False)


BACK = text("""
    update badge_i18n i set name = v.contents->'texts'->i.lang->>'name' from badge b
    join badge_version v on v.badge_id = b.id and v.number = b.version where b.id = i.badge_id
""")


def test_pictures_that_organisers_sent_come_from_the_apex_itself(portal, ona, award, carrier):
    digest = picture(portal)
    copy_awards(portal, ona, 1, picture=digest)
    path = f"/badges/pictures/vilnius/{digest}.png"

    assert f'src="{path}"' in carrier.get("/passport/badges").text
    shown = carrier.get(path)
    assert (shown.mimetype, shown.data) == ("image/png", PNG)
    assert "immutable" in shown.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["vilnius/0000", "cagliari/{0}", "nowhere/{0}"])
def test_a_picture_is_found_in_its_own_city_alone(portal, client, path):
    address = f"/badges/pictures/{path.format(picture(portal))}.png"

    assert client("apex").get(address).status_code == 404
