"""What the demo's organisers grant for badges."""

from __future__ import annotations

from col_app.demo.filling import Filling
from col_app.recognition.recognise import actions as experiences
from col_app.recognition.statements import actions
from col_app.recognition.statements.actions import Content

HOURS = {
    "en": (
        "We count this as 4 hours of social work",
        "For our own pupils. Show your badge at the office; a week later it stands in your file.",
    ),
    "lt": (
        "Užskaitome tai kaip 4 socialinės veiklos valandas",
        "Mūsų mokiniams. Parodyk ženkliuką raštinėje – po savaitės valandos bus tavo byloje.",
    ),
    "sl": (
        "To štejemo kot 4 ure prostovoljnega dela",
        "Za naše dijake. Pokaži značko v tajništvu; čez teden dni so ure v tvoji mapi.",
    ),
    "it": (
        "Lo contiamo come 4 ore di attività sociale",
        "Per chi studia da noi. Mostra il badge in segreteria: in una settimana è nel fascicolo.",
    ),
    "nl": (
        "Dit telt bij ons als 4 uur maatschappelijke stage",
        "Voor onze leerlingen. Laat je badge zien bij de administratie.",
    ),
}
PLACE = {
    "en": (
        "Three of these badges open the door to a trial day",
        "Write to us with the links of your badges. We answer within a week.",
    ),
    "lt": (
        "Trys iš šių ženkliukų atveria duris į bandomąją dieną",
        "Parašyk mums ir pridėk savo ženkliukų nuorodas. Atsakysime per savaitę.",
    ),
    "sl": (
        "Tri od teh značk odprejo vrata do poskusnega dne",
        "Piši nam in dodaj povezave do svojih značk. Odgovorimo v enem tednu.",
    ),
    "it": (
        "Tre di questi badge aprono la porta a una giornata di prova",
        "Scrivici con i link dei tuoi badge. Rispondiamo entro una settimana.",
    ),
    "nl": (
        "Drie van deze badges openen de deur naar een proefdag",
        "Mail ons de links van je badges. We antwoorden binnen een week.",
    ),
}
FIRST, MORE = 4, 12


def recognise(filling: Filling, by: int) -> None:
    """Two statements by organisers that the city has checked, about badges that it has."""
    checked = [each.key for each in filling.city.organisers if each.is_verified]
    badges = [row.id for row, _texts, _skills in filling.badges]
    offers = ((HOURS, 1, badges[:FIRST]), (PLACE, 3, badges[:MORE]))
    for key, (texts, needed, counted) in zip(checked, offers, strict=False):
        content = Content(texts, needed, badge_ids=counted)
        made = actions.write(filling.organisers[key], content, by)
        actions.publish(made, by)
    for key in checked:
        experiences.offer(filling.organisers[key], is_open=True)
