"""Files that show what somebody did elsewhere: who keeps them, who sees them, when they go."""

import pytest
from sqlalchemy import select

from col_app.core.db import db
from col_app.recognition.evidence.models import EvidenceFile
from col_app.recognition.recognise import actions, queries
from col_app.recognition.recognise.models import Experience
from tests.recognition.awarding import at_once
from tests.recognition.evidence.test_pieces import with_gps
from tests.recognition.recognise.asking import ACCEPT, decide, send, told

PDF = ("report.pdf", b"%PDF-1.7 ...")
PHOTO = ("me.jpg", with_gps())
TOO_LARGE = ("film.pdf", b"%PDF-" + b"x" * (7 * 1024 * 1024))


@pytest.fixture
def kept(settings, town):
    """The files in the store of this city."""
    folder = settings.data_dir / "files" / str(town.city.id)
    return lambda: {each.name for each in folder.glob("*/*") if each.is_file()}


def names_of(town, number):
    """The addresses of the files of an experience, in their order."""
    query = select(EvidenceFile.public_id).where(EvidenceFile.experience_id == number)
    return town.do(lambda: db.session.scalars(query.order_by(EvidenceFile.position)).all())


def shown(town, person, *files):
    """The number of an experience that was told with files."""
    answer = send(town.visitor(person), "/recognise/new", "/recognise", *files)
    assert answer.status_code == 303
    return int(answer.location.rpartition("/")[2].partition("#")[0])


def test_photos_are_drawn_anew_and_documents_are_named_by_what_they_are(town, ona, settings):
    number = shown(town, ona, PHOTO, PDF)
    page = town.visitor(ona).get(f"/recognise/{number}").text
    names = names_of(town, number)
    folder = settings.data_dir / "files" / str(town.city.id)

    assert [f'href="/evidence/{name}"' in page for name in names] == [True, True]
    assert ("me.jpg" in page, "report.pdf" in page) == (True, True)
    assert b"SECRET" not in (folder / names[0][:2] / names[0]).read_bytes()


def test_who_is_asked_sees_them_beside_the_criteria_and_nobody_else(town, ona, rasa, badge):
    number = shown(town, ona, PDF)
    (name,) = names_of(town, number)
    lina = town.person("Lina", "recogniser")

    def seen():
        readers = [ona, rasa, lina, town.person("Jonas")]
        return [town.visitor(each).get(f"/evidence/{name}").status_code for each in readers]

    before = seen()
    town.do(lambda: actions.send(db.session.get_one(Experience, number), badge.id))
    page = town.visitor(rasa).get(f"/studio/recognise/{number}").text

    assert (before, seen()) == ([200, 404, 404, 404], [200, 200, 404, 404])
    assert f'href="/evidence/{name}"' in page
    assert page.index("What the badge takes") < page.index("What they tell")
    assert town.visitor().get(f"/evidence/{name}").status_code == 302


def test_what_is_too_large_is_told_beside_its_field_and_the_words_stay(town, ona, kept):
    before = kept()
    answer = send(
        town.visitor(ona), "/recognise/new", "/recognise", TOO_LARGE, proof="My captain knows."
    )

    assert (answer.status_code, kept()) == (422, before)
    assert 'id="f-files-error"' in answer.text
    assert "This file is too large: 5 MB at most." in answer.text
    assert "My captain knows." in answer.text


def test_a_sixth_file_is_refused_and_what_was_kept_stays(town, ona):
    number = shown(town, ona, *[(f"{n}.txt", b"x") for n in range(5)])
    page = f"/recognise/{number}"
    answer = send(town.visitor(ona), page, page, ("6.txt", b"x"))

    assert (answer.status_code, len(names_of(town, number))) == (422, 5)
    assert "At most 5 files, please." in answer.text


def test_of_two_uploads_at_once_only_five_files_are_kept(town, ona):
    number = shown(town, ona, *[(f"{n}.txt", b"x") for n in range(3)])
    page = f"/recognise/{number}"

    def add(visitor):
        return send(visitor, page, page, ("a.txt", b"a"), ("b.txt", b"b")).status_code

    assert sorted(at_once(add, [town.visitor(ona), town.visitor(ona)])) == [303, 422]
    assert len(names_of(town, number)) == 5


def test_a_file_goes_by_its_button_and_all_go_with_the_wish(town, ona, kept, keep_promises):
    before = kept()
    number = shown(town, ona, PDF, PHOTO)
    page, names = f"/recognise/{number}", names_of(town, number)
    me = town.visitor(ona)
    send(me, page, page, do=f"remove-{names[0]}")
    keep_promises()
    assert kept() - before == {names[1]}
    me.fill(page, page, _method="DELETE")
    keep_promises()

    assert kept() == before


def test_while_somebody_looks_at_them_files_stay(town, ona, badge):
    number = shown(town, ona, PDF)
    town.do(lambda: actions.send(db.session.get_one(Experience, number), badge.id))
    page, names = f"/recognise/{number}", names_of(town, number)
    send(town.visitor(ona), page, page, do=f"remove-{names[0]}")

    assert names_of(town, number) == names


def test_after_the_answer_the_person_may_remove_their_files(town, ona, rasa, badge):
    number = shown(town, ona, PDF)
    town.do(lambda: actions.send(db.session.get_one(Experience, number), badge.id))
    decide(town, rasa, number, **ACCEPT)
    page, names = f"/recognise/{number}", names_of(town, number)
    town.visitor(ona).fill(page, page, do=f"remove-{names[0]}")

    assert names_of(town, number) == []


def test_who_is_erased_leaves_nothing_behind(town, ona, badge, kept, keep_promises):
    before = kept()
    told(town, ona, badge)
    shown(town, ona, PDF)
    town.do(lambda: actions.erase(ona))
    keep_promises()

    assert (kept(), town.do(lambda: queries.personal_data(ona))) == (before, [])


def test_files_cost_no_more_queries(town, ona, queries):
    me, counts = town.visitor(ona), []
    for files in ([PDF], [PDF, PDF, PDF]):
        page = f"/recognise/{shown(town, ona, *files)}"
        me.get(page)
        with queries() as seen:
            me.get(page)
        counts.append(len(seen))

    assert counts[0] == counts[1]
