"""A badge that is earned by doing tasks, in every city of the demo."""

from __future__ import annotations

from col_app.core import clock
from col_app.core.db import db
from col_app.recognition.badges.models import (
    Badge,
    BadgeTask,
    BadgeTaskText,
    BadgeText,
    Evidence,
    Layer,
    Verifier,
)
from col_app.recognition.badges.versions import freeze
from col_app.recognition.quests.actions import Written, save

LOOK = {"shape": "hex", "palette": "ember", "icon": "leaf", "pattern": "rays"}
TEXTS = {
    "en": (
        "Neighbourhood storyteller",
        "Shows that somebody listened to their neighbourhood and told its story.",
        "A story of a real place, told in your own words, with a picture, and read by others.",
    ),
    "lt": (
        "Kaimynystės pasakotojas",
        "Rodo, kad žmogus įsiklausė į savo kaimynystę ir papasakojo jos istoriją.",
        "Tikros vietos istorija, papasakota savais žodžiais, su nuotrauka ir perskaityta kitų.",
    ),
    "it": (
        "Narratore del quartiere",
        "Mostra che qualcuno ha ascoltato il suo quartiere e ne ha raccontato la storia.",
        "La storia di un luogo vero, con parole tue, con una foto e letta da altri.",
    ),
    "sl": (
        "Pripovedovalec soseske",
        "Pokaže, da je nekdo prisluhnil svoji soseski in povedal njeno zgodbo.",
        "Zgodba resničnega kraja, povedana s svojimi besedami, s sliko, in prebrana med drugimi.",
    ),
    "nl": (
        "Buurtverteller",
        "Laat zien dat iemand naar de buurt luisterde en het verhaal ervan vertelde.",
        "Het verhaal van een echte plek, in je eigen woorden, met een foto, gelezen door anderen.",
    ),
}
TASKS = (
    (Evidence.TEXT, Verifier.ORGANISER, None, {
        "en": "Talk to a neighbour and write down their story.",
        "lt": "Pakalbėk su kaimynu ir užrašyk jo istoriją.",
        "it": "Parla con un vicino e scrivi la sua storia.",
        "sl": "Pogovori se s sosedom in zapiši njegovo zgodbo.",
        "nl": "Praat met een buur en schrijf het verhaal op.",
    }),
    (Evidence.PHOTO, Verifier.SELF, None, {
        "en": "Take a photo of the place of the story.",
        "lt": "Nufotografuok istorijos vietą.",
        "it": "Fotografa il luogo della storia.",
        "sl": "Fotografiraj kraj zgodbe.",
        "nl": "Maak een foto van de plek van het verhaal.",
    }),
    (Evidence.LINK, Verifier.PEERS, 1, {
        "en": "Share the story and give its address.",
        "lt": "Pasidalyk istorija ir nurodyk jos adresą.",
        "it": "Condividi la storia e indica il suo indirizzo.",
        "sl": "Deli zgodbo in navedi njen naslov.",
        "nl": "Deel het verhaal en geef het adres.",
    }),
)  # fmt: skip


def give(organiser_id: int, lang: str) -> list[int]:
    """A published badge with tasks in English and the city's language; its tasks."""
    badge = Badge(
        organiser_id=organiser_id,
        slug="neighbourhood-storyteller",
        layer=Layer.DEMONSTRATE,
        workload_minutes=240,
        published_at=clock.now(),
        **LOOK,
    )
    db.session.add(badge)
    db.session.flush()
    for code in dict.fromkeys(code for code in (lang, "en") if code in TEXTS):
        name, description, criteria = TEXTS[code]
        words = {"name": name, "description": description, "criteria": criteria}
        db.session.add(BadgeText(badge_id=badge.id, lang=code, **words))
    db.session.flush()
    freeze([badge.id])
    return [_task(badge, number, lang) for number in range(1, len(TASKS) + 1)]


def _task(badge: Badge, number: int, lang: str) -> int:
    evidence, verified_by, peers, texts = TASKS[number - 1]
    at = {"badge_id": badge.id, "version": badge.version, "position": number}
    task = BadgeTask(**at, evidence=evidence, verified_by=verified_by, peers=peers)
    db.session.add(task)
    db.session.flush()
    for code in dict.fromkeys(code for code in (lang, "en") if code in texts):
        db.session.add(BadgeTaskText(task_id=task.id, lang=code, text=texts[code]))
    return task.id


def begin(task_id: int, person_id: int) -> None:
    """Somebody has written a first line."""
    save(task_id, person_id, Written("Ponia Zita, 1964: …", "", is_told=False, version=0))
