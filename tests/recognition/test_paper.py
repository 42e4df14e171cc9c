"""Badges on paper: read back as programs and screen readers do."""

import datetime as dt
import io
import logging

import pytest
from pypdf import PdfReader

from col_app.core import clock
from col_app.recognition.wallet import paper
from col_app.recognition.wallet.actions import Item
from col_app.recognition.wallet.faces import Entry
from tests.recognition.wallets import Carrier, collect, copy_awards, picture

SCRIPTS = {
    "lt": "Ąžuolų čiulbėjimas ūkyje",
    "el": "Εθελοντής της γειτονιάς",
    "uk": "Їжак ґанок щедрість",
    "ar": "شارة المتطوع في المدينة",
    "he": "תג מתנדב העיר",
}


@pytest.fixture
def carrier(app, ona):
    """Ona's browser at the apex."""
    return Carrier(app, ona)


@pytest.fixture
def said(app):
    """Paper made of badges, without a city."""

    def sheet(*parts, lang="en", **head):
        with app.app_context():
            made = paper.sheet(paper.Head("Ona", **head), parts, {}, lang)
        return PdfReader(io.BytesIO(made))

    return sheet


def entry(name, number=0, **values):
    facts = {
        "key": f"award-{number}", "name": name, "lang": "", "description": "", "issuer": "A · B",
        "awarded_at": None, "date": "", "href": f"https://vilnius.test/credentials/n{number:03}",
        "look": None, "state": "", "skills": (), "evidence": [],
    }  # fmt: skip
    return Entry(**{**facts, **values})


def pdf(answer):
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.data))


def text_of(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def links(reader):
    marks = [mark.get_object() for page in reader.pages for mark in page.get("/Annots", ())]
    return {mark["/A"]["/URI"] for mark in marks}


def tags(reader):
    document = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0]
    return [part.get_object()["/S"] for part in document["/K"]]


def test_a_cv_holds_what_was_chosen(portals, carrier, ona):
    first, second = (portals(slug).award(ona) for slug in ("vilnius", "cagliari"))
    asked = f"?badge=award-{first}"
    sheet = carrier.get(f"/passport/cv{asked}").text
    reader = pdf(carrier.get(f"/passport/cv.pdf{asked}"))

    assert f'href="/passport/cv.pdf{asked}"' in sheet
    shown = sheet.partition('id="h-badges"')[2]
    assert [each in shown for each in (first, second)] == [True, False]
    assert [any(each in link for link in links(reader)) for each in (first, second)] == [
        True,
        False,
    ]
    assert ona.name in text_of(reader)


def test_paper_has_a_title_a_language_and_tags(portal, carrier, ona, award):
    reader = pdf(carrier.get("/passport/cv.pdf?lang=lt"))
    root = reader.trailer["/Root"]

    assert (reader.metadata.title, root["/Lang"]) == (ona.name, "lt")
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert {"/H1", "/H2", "/H3", "/P", "/Figure"} == set(tags(reader))


def test_every_script_of_our_cities_can_be_read_again(said, caplog):
    badges = [entry(name, lang=lang, description=name) for lang, name in SCRIPTS.items()]
    with caplog.at_level(logging.WARNING):
        reader = said(("Badges", badges))
    read = set(text_of(reader).split())

    assert [set(name.split()) - read for name in SCRIPTS.values()] == [set()] * len(SCRIPTS)
    assert caplog.records == []


def test_letters_from_the_right_are_told_in_the_order_in_which_they_are_read(said):
    reader = said(("Badges", [entry(SCRIPTS["he"], lang="he")]))
    told = SCRIPTS["he"].encode("utf-16-be").hex()

    assert (
        f"/H3 <</Lang (he) /ActualText <FEFF{told}>".encode()
        in reader.pages[0].get_contents().get_data()
    )


@pytest.mark.parametrize("count", range(1, 9))
def test_a_heading_never_stands_alone(said, count):
    playlists = [entry(f"Playlist{n}", n, description="words " * 30) for n in range(count)]
    reader = said(("Finished", playlists), ("Badges", [entry("First", 99, description="x " * 200)]))
    pages = [page.extract_text().split() for page in reader.pages]

    assert [("Badges" in page, "First" in page) for page in pages if "Badges" in page] == [
        (True, True)
    ]


def test_a_badge_is_not_torn_over_two_pages(said):
    badges = [entry(f"Name{n:03}", n, description="words " * (n % 50)) for n in range(60)]
    reader = said(("Badges", badges))
    pages = [page.extract_text() for page in reader.pages]

    assert len(pages) > 4
    for n in range(60):
        together = [(f"Name{n:03}" in page, f"credentials/n{n:03}" in page) for page in pages]
        assert together.count((True, True)) == 1
        assert together.count((False, False)) == len(pages) - 1


def test_what_is_longer_than_a_page_goes_on_on_the_next(said):
    story = "\n".join(f"word{n} " + "and so on " * 40 for n in range(30))
    reader = said(("Badges", [entry("Long", description=story, evidence=["seen " * 500])]))
    read = text_of(reader)

    assert len(reader.pages) > 1
    assert [n for n in range(30) if f"word{n} " not in read] == []


def test_nothing_of_a_long_text_is_lost(said):
    words = [f"n{number}" for number in range(2000)]
    badge = entry("Long", description=" ".join(words), evidence=[" ".join(words)])
    reader = said(("Badges", [badge]), skills=tuple(words))
    read = text_of(reader).split()

    assert [word for word in words if read.count(word) != 3] == []
    assert all(mark < 842 for page in reader.pages for mark in bottoms(page))


def bottoms(page):
    """How far below the top of the page each line of text stands, in points."""
    found = []
    page.extract_text(visitor_text=lambda text, _cm, tm, *_: found.append((text.strip(), tm[5])))
    return [842 - y for text, y in found if text]


def test_evidence_stands_below_those_badges_alone_that_were_chosen(portal, carrier, ona):
    award = portal.award(ona, narrative="I painted the shed.")
    key = f"award-{award}"
    chosen = f"?badge={key}&evidence={key}"

    assert "painted" not in text_of(pdf(carrier.get("/passport/cv.pdf")))
    assert "painted" not in carrier.get("/passport/cv").text
    assert "I painted the shed." in text_of(pdf(carrier.get(f"/passport/cv.pdf{chosen}")))
    assert "I painted the shed." in carrier.get(f"/passport/cv{chosen}").text


def test_a_cv_is_its_owners_alone(client):
    assert client("apex").get("/passport/cv.pdf").status_code == 302


def test_three_badges_on_paper_cost_as_many_queries_as_one(portal, carrier, ona, award, queries):
    digest, costs = picture(portal), []
    for count in (0, 2):
        copy_awards(portal, ona, count or 1, picture=digest)
        with queries() as seen:
            pdf(carrier.get("/passport/cv.pdf"))
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_paper_shows_the_pictures_that_organisers_sent(portal, carrier, ona, award):
    copy_awards(portal, ona, 1, picture=picture(portal))
    reader = pdf(carrier.get("/passport/cv.pdf"))
    middles = [shown.image.getpixel((128, 128))[:3] for shown in reader.pages[0].images]

    assert (20, 90, 160) in middles


def test_a_collection_on_paper_shows_as_much_as_its_page(app, ona, portal, client):
    award = portal.award(ona, narrative="I painted the shed.")
    stranger, item = client("apex"), Item(award, shows_name=False, shows_evidence=False)
    address = collect(app, ona, item, is_shared=True)
    shown = pdf(stranger.get(f"{address}.pdf"))

    assert ("Petraitė" in text_of(shown), "painted" in text_of(shown)) == (False, False)
    assert any(link.endswith(address) for link in links(shown))
    item = Item(award, shows_name=True, shows_evidence=True)
    open_one = text_of(pdf(stranger.get(f"{collect(app, ona, item, is_shared=True)}.pdf")))
    assert ("Ona Petraitė" in open_one, "painted" in open_one) == (True, True)


def test_a_collection_on_paper_is_as_private_as_its_page(app, ona, award, carrier, client):
    stranger = client("apex")
    private = collect(app, ona, award)
    over = collect(app, ona, award, is_shared=True, ends_at=clock.now() - dt.timedelta(days=1))

    assert [stranger.get(f"{each}.pdf").status_code for each in (private, over)] == [404, 410]
    assert carrier.get(f"{private}.pdf").headers["X-Robots-Tag"] == "noindex"
    assert not any("/collections/" in link for link in links(pdf(carrier.get(f"{private}.pdf"))))
