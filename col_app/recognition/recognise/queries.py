"""Reads of experiences, and the badges that suit them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db
from col_app.learning.organisers.models import OrganiserMember
from col_app.recognition.badges.models import Badge
from col_app.recognition.evidence import queries as evidence
from col_app.recognition.evidence.queries import OF_EXPERIENCE
from col_app.recognition.recognise.models import EarlierAsking, Experience, Recogniser

Row = dict[str, Any]
MOST_WORDS, SHORTEST, STEM = 60, 4, 6
MOST_PROPOSED = 8
SMALL = """
apie arba bent beveik būti buvau buvo buvome daug dabar gali gerai jeigu jiems jums jūsų kada kaip
kartu kelis kiek kita kiti kitus kuri kurie kurio kuriuos kurios labai mane mano mums mūsų niekada
nors pagal paskui pats prie prieš savo šios šiuo tada taip tarp tačiau tavo tiek todėl turi vien
vienas viena visada visi visiems viso visus
ampak bila bilo bili bodo bomo brez celo čeprav dokler enega kadar kajti kako kakor kateri katera
katere katerem lahko medtem moje moja moji naša naše naši nekaj nato njih njihov njihova nismo okoli
ostali oziroma pred preden prav samo sebe sedaj sicer skoraj skupaj svoj svoja svoje tako takrat
tega temu toda torej tudi vedno vendar vsak vsaka vsako vsem vseh zato zaradi zdaj zelo
"""
"""What says nothing, in the languages for which PostgreSQL has no such list."""
LAST_ANSWERS = 20
FEWEST_ANSWERS = 3

_EXPERIENCE = f"""
select e.id, e.person_id, e.title, e.story, e.proof, e.link, e.state, e.methods, e.words,
  e.round, e.sent_at, e.decided_at, e.badge_id, b.slug as badge_slug,
  (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id)
    as badge_names,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
    where i.organiser_id = b.organiser_id) as organiser_names,
  (select w.public_id from award w where w.id = e.award_id) as award,
  (select m.name from member m where m.person_id = e.person_id) as person,
  (select m.lang from member m where m.person_id = e.person_id) as person_lang,
  {OF_EXPERIENCE} as files
from experience e left join badge b on b.id = e.badge_id
where
"""  # noqa: S608 - built from constants alone
_BY_ID = text(f"{_EXPERIENCE} e.id = :id")
_OF_PERSON = text(f"{_EXPERIENCE} e.person_id = :person_id order by e.id desc")
_QUEUE = text(f"""{_EXPERIENCE} e.state <> 'draft' and b.organiser_id in (
  select organiser_id from organiser_member where person_id = :by)
  order by e.state <> 'sent', e.sent_at limit 200""")  # noqa: S608 - built from constants of this file alone
_OF_AWARD = text(f"{_EXPERIENCE} e.award_id = :id")
_EARLIER = text("""
select a.words, a.sent_at, a.decided_at,
  (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id)
    as badge_names,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
    where i.organiser_id = b.organiser_id) as organiser_names
from earlier_asking a join badge b on b.id = a.badge_id where a.experience_id = :id order by a.id
""")
_CRITERIA = text("select jsonb_object_agg(lang, criteria) from badge_i18n where badge_id = :id")
_WAIT = f"""
(select case when count(*) >= {FEWEST_ANSWERS} then
    percentile_cont(0.5) within group (order by waited) end
  from (select decided_at - sent_at as waited
    from (select badge_id, sent_at, decided_at from experience
      union all select badge_id, sent_at, decided_at from earlier_asking) y
    join badge o on o.id = y.badge_id
    where o.organiser_id = b.organiser_id and decided_at is not null
    order by decided_at desc limit {LAST_ANSWERS}) lately)
"""  # noqa: S608 - built from constants alone
# a word like "with", or one that a fifth of all badges hold, says nothing; what is in a name or
# a skill says most
_PROPOSED = text(f"""
with given as (
  select left(network.plain(word), :stem) as stem, min(word) as word
  from unnest(cast(:words as text[])) word
  where '{{}}' not in (ts_lexize('english_stem', word), ts_lexize('italian_stem', word),
    ts_lexize('dutch_stem', word)) and word <> all(cast(:small as text[]))
  group by 1
), written as (
  select b.id, network.plain(coalesce((select string_agg(i.name, ' ') from badge_i18n i
      where i.badge_id = b.id), '')) as name,
    network.plain(coalesce((select string_agg(i.label, ' ') from badge_skill x
      join skill_i18n i on i.skill_id = x.skill_id where x.badge_id = b.id), '')) as skills,
    network.plain(coalesce((select string_agg(i.description || ' ' || i.criteria, ' ')
      from badge_i18n i where i.badge_id = b.id), '')) as rest
  from badge b join recogniser r on r.organiser_id = b.organiser_id
  where b.published_at is not null and b.layer <> 'engage' and not exists (select from award w
    where w.badge_id = b.id and w.person_id = :person_id)
    and b.id not in (select badge_id from earlier_asking where experience_id = :experience_id)
), hit as (
  select w.id, g.stem, g.word, 3 * (position(' ' || g.stem in ' ' || w.name) > 0)::int
    + 2 * (position(' ' || g.stem in ' ' || w.skills) > 0)::int
    + (position(' ' || g.stem in ' ' || w.rest) > 0)::int as points
  from written w cross join given g
), telling as (
  select *, count(*) over (partition by stem) as badges from hit where points > 0
)
select b.id, b.slug, b.shape, b.palette, b.icon, b.pattern, b.picture, b.layer, t.words,
  (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id) as names,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
    where i.organiser_id = b.organiser_id) as organiser_names,
  {_WAIT} as usual_wait
from (select id, sum(points) as points, array_agg(word order by points desc, stem) as words
    from telling where badges <= greatest(3, (select count(*) from written) / 5)
    group by id) t join badge b on b.id = t.id
order by t.points desc, b.id limit :limit
""")  # noqa: S608 - built from constants alone
_USUAL_WAIT = text(f"select {_WAIT} from badge b where b.id = :id")  # noqa: S608 - as above
_REVIEWERS = text("""
select m.person_id from experience e join badge b on b.id = e.badge_id
join organiser_member m on m.organiser_id = b.organiser_id
where e.id = :id and m.person_id <> e.person_id
""")
_ORGANISERS = text("""
select o.id, r.since is not null as is_open,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as names
from organiser_member m join organiser o on o.id = m.organiser_id
left join recogniser r on r.organiser_id = o.id where m.person_id = :by order by o.id
""")


def _many(statement: Any, **values: Any) -> list[Row]:
    return [dict(row) for row in db.session.execute(statement, values).mappings()]


def by_id(number: int) -> Row | None:
    """One experience with its badge and its person's name."""
    return next(iter(_many(_BY_ID, id=number)), None)


def of_person(person_id: int) -> Sequence[Row]:
    """What a person asked to be recognised, latest first."""
    return _many(_OF_PERSON, person_id=person_id)


def of_award(award_id: int) -> Row | None:
    """The experience that an award recognises."""
    return next(iter(_many(_OF_AWARD, id=award_id)), None)


def criteria(badge_id: int) -> dict[str, str]:
    """What a badge takes, by language."""
    return db.session.scalars(_CRITERIA, {"id": badge_id}).one()


def queue(by: int) -> Sequence[Row]:
    """What the organisers of a person were asked, what waits first."""
    return _many(_QUEUE, by=by)


def own(number: int, person_id: int) -> Experience | None:
    """An experience of one's own."""
    found = select(Experience).where(Experience.id == number, Experience.person_id == person_id)
    return db.session.scalars(found).one_or_none()


def to_decide(number: int, by: int) -> Experience | None:
    """An experience for a badge of an organiser that the person acts for; never one's own."""
    return db.session.scalars(
        select(Experience)
        .join(Badge, Badge.id == Experience.badge_id)
        .join(OrganiserMember, OrganiserMember.organiser_id == Badge.organiser_id)
        .where(
            Experience.id == number,
            Experience.sent_at.is_not(None),
            OrganiserMember.person_id == by,
            Experience.person_id != by,
        )
    ).one_or_none()


@evidence.reads("experience")
def sight(number: int, person_id: int) -> evidence.Sight:
    """Whoever may decide about an experience sees its files."""
    return "named" if to_decide(number, person_id) else ""


def earlier(number: int) -> Sequence[Row]:
    """Who was asked before with an experience, and what they said, first one first."""
    return _many(_EARLIER, id=number)


def asked_before(number: int) -> set[int]:
    """The badges that were asked for before with an experience."""
    found = select(EarlierAsking.badge_id).where(EarlierAsking.experience_id == number)
    return set(db.session.scalars(found))


def proposed(told: str, experience: Experience) -> Sequence[Row]:
    """Badges that suit what somebody tells and that can still be asked for, best first."""
    words = [each for each in re.findall(r"\w+", told.lower()) if len(each) >= SHORTEST]
    values: Row = {"words": list(dict.fromkeys(words))[:MOST_WORDS], "stem": STEM}
    values["small"] = SMALL.split()
    values |= {"person_id": experience.person_id, "experience_id": experience.id}
    return _many(_PROPOSED, **values, limit=MOST_PROPOSED)


def personal_data(person_id: int) -> list[Row]:
    """All that this room knows of a person: what they told, whom they asked, what was said."""
    mine = of_person(person_id)
    return [{**row, "earlier": earlier(row["id"])} for row in mine]


def usual_wait(badge_id: int) -> dt.timedelta | None:
    """How long the last answers of a badge's organiser took; None before there are a few."""
    return db.session.scalar(_USUAL_WAIT, {"id": badge_id})


def reviewers(number: int) -> Sequence[int]:
    """The persons who may decide."""
    return db.session.scalars(_REVIEWERS, {"id": number}).all()


def organisers(by: int) -> Sequence[Row]:
    """The organisers a person acts for, and whether they look at what people did elsewhere."""
    return _many(_ORGANISERS, by=by)


def takes(badge_id: int) -> bool:
    """Whether this badge can be given for what was done elsewhere."""
    found = (
        select(Badge.id)
        .join(Recogniser, Recogniser.organiser_id == Badge.organiser_id)
        .where(Badge.id == badge_id, Badge.published_at.is_not(None), Badge.layer != "engage")
    )
    return db.session.scalar(found) is not None
