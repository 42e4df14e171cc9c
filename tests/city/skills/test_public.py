"""Pages of skills as everybody sees them: what is meant, what builds it, who recognises it."""

import re

from sqlalchemy import text

from col_app.core.db import db


def test_a_page_says_what_is_meant_how_far_one_can_get_and_what_it_is_made_of(town, team):
    key = team.add("Bendrystės kūrimas", "group-think")
    part = team.add("Pokalbio pradžia", key)
    team.save(key, "level")
    levels = {"level": ["0"], "level-0": "Pradedu", "about-0": "Pasisveikinu."}
    team.save(key, description="Kai žmonės susitinka.", **levels)
    team.publish()
    page = town.visitor().get(f"/skills/{key}?lang=lt").text
    below = town.visitor().get(f"/skills/{part}?lang=en").text

    assert [word in page for word in ("Kai žmonės susitinka.", "Pradedu", "Pasisveikinu.")] == [
        True, True, True,
    ]  # fmt: skip
    assert f'href="/skills/{part}"' in page
    assert f'<a href="/skills/{key}">Bendrystės kūrimas</a>' in below


def test_what_is_not_in_the_readers_language_says_in_which_it_is(town, team):
    key = team.add("Bendrystės kūrimas", "group-think")
    team.save(key, description="Kai žmonės susitinka.")
    team.publish()
    page = town.visitor().get(f"/skills/{key}?lang=en").text

    assert re.search(r'<h1 lang="lt" dir="auto">Bendrystės kūrimas</h1>', page)
    assert re.search(r'lang="lt" dir="auto">Kai žmonės susitinka.</p>', page)


def test_a_tree_shows_parts_below_what_they_are_parts_of(town, team):
    key = team.add("Bendrystės kūrimas", "group-think")
    part = team.add("Pokalbio pradžia", key)
    team.publish()
    page = town.visitor().get("/skills").text

    assert page.index(f'href="/skills/{key}"') < page.index(f'href="/skills/{part}"')


def test_activities_count_for_the_skills_they_name_alone(town, team):
    key = team.add("Bendrystės kūrimas", "group-think")
    part = team.add("Pokalbio pradžia", key)
    team.publish()
    activity = town.activity()
    number = team.scalar("select id from skill where slug = :slug", slug=part)
    row = "insert into activity_skill (activity_id, skill_id, position) values (:a, :s, 0)"
    town.do(lambda: db.session.execute(text(row), {"a": activity, "s": number}))
    town.change(activity, slug="knots")
    totals = [town.visitor().get(f"/skills/{each}").text.count("knots") for each in (key, part)]

    assert (totals[0], totals[1] > 0) == (0, True)


def test_the_playlists_of_a_page_are_those_that_are_counted(town):
    row = """select s.slug, count(distinct i.playlist_id) from skill s
      join activity_skill x on x.skill_id = s.id
      join playlist_item i on i.activity_id = x.activity_id
      join playlist l on l.id = i.playlist_id and l.published_at is not null
      group by s.slug order by 2 desc, 1 limit 1"""
    slug, number = town.do(lambda: db.session.execute(text(row)).one())
    page = town.visitor().get(f"/skills/{slug}").text
    shown = page.partition('id="h-playlists"')[2].partition("</section>")[0]

    assert len(set(re.findall(r'href="/playlists/(\d+)-', shown))) == number
