"""What people type, and what they find first: words, endings, slips, names, five languages."""

import pytest

WANTED = {
    ("vilnius", "lt"): {
        "fotografja": "Vienos minutės filmai vienu telefonu",
        "tinklalaidę": "Sukurk tinklalaidę apie savo gatvę",
        "tinklalaide": "Sukurk tinklalaidę apie savo gatvę",
        "planetariumas": "Naktis planetariume: rask savo žvaigždę",
        "zvaigzde": "Naktis planetariume: rask savo žvaigždę",
        "paukščiai": "Suskaičiuok paukščius prieš pusryčius",
        "pauksc": "Suskaičiuok paukščius prieš pusryčius",
        "parkuras": "Parkūras be skubos",
        "drovuoliai": "Improvizuok! Teatras drovuoliams",
        "debatu klubas": "Debatų klubas: ar telefonams vieta mokykloje?",
        "plnetariume": "Naktis planetariume: rask savo žvaigždę",
        "python": "„Python“ vakarai: nuo nulio iki savo žaidimo",
        "taisymo popiete": "Taisymo popietė Užupyje",
    },
    ("ljubljana", "sl"): {
        "značka": "Tvoja prva značka: kam gleda pesnik?",
        "znacka": "Tvoja prva značka: kam gleda pesnik?",
        "čebele": "Hotel za divje čebele",
        "cebele": "Hotel za divje čebele",
        "zemljevid": "Zvočni zemljevid Ljubljanice",
        "zmaje": "Nariši zmaje, preden se zbudijo",
        "prva lutka": "Tvoja prva lutka pove, česar ti ne",
        "košarka": "Košarka na vozičkih, tudi za pešce",
        "kosark": "Košarka na vozičkih, tudi za pešce",
        "orientcija": "Orientacija z naglavnimi svetilkami",
        "pevski zbor": "Pevski zbor za tiste, ki ne znajo peti",
        "jezikovna kavarna": "Jezikovna kavarna: menjaj mizo, menjaj jezik",
    },
    ("cagliari", "it"): {
        "fenicotteri": "Rosa all’alba: fotografare i fenicotteri",
        "fenicottero": "Rosa all’alba: fotografare i fenicotteri",
        "launeddas": "Primo soffio nelle launeddas",
        "podcast": "Fai un podcast sulla tua via",
        "bronzo": "Detective del bronzo",
        "skate": "Prima spinta: skate per ragazze",
        "vela": "Leggere il vento: primo corso di vela",
        "fregula": "Sa fregula fatta a mano",
        "teatro timidi": "Teatro per timidi",
        "uccelli molentargius": "Conta gli uccelli di Molentargius",
        "plastca": "Trenta giorni con meno plastica",
        "biblioteca semi": "Comincia una biblioteca dei semi",
    },
    ("tilburg", "nl"): {
        "eigen fiets": "Fiks je eigen fiets",
        "spijkerbroek": "Een tweede leven voor je spijkerbroek",
        "spykerbroek": "Een tweede leven voor je spijkerbroek",
        "worstenbrood": "Worstenbrood voor iedereen",
        "straatorkest": "Straatorkest voor beginners",
        "straatork": "Straatorkest voor beginners",
        "synth": "Bouw een synth die piept",
        "haven": "Hoe klinkt de haven?",
        "oude brieven": "Oude brieven lezen vanaf de bank",
        "hersteltafel": "De hersteltafel",
        "hersteltaffel": "De hersteltafel",
        "taalcafe": "Taalcafé: niemand verbetert je",
    },
    ("vilnius", "en"): {
        "podcast": "Make a podcast about your street",
        "podcasts": "Make a podcast about your street",
        "podcst": "Make a podcast about your street",
        "solar light": "Build a solar night-light",
        "sketching": "Sketch the Old Town rooftops",
        "ukrainian": "Ukrainian and Lithuanian tandem evening",
        "tandm": "Ukrainian and Lithuanian tandem evening",
        "uzupis": "Repair afternoon in Užupis",
        "parliament": "Simulate the European Parliament",
        "debating": "Debate club: should phones leave school?",
        "kitchen leaves market": "Cook what the market leaves",
        "bus ticket": "Write a story that fits on a bus ticket",
    },
}
TABLE = [
    (slug, lang, typed, title)
    for (slug, lang), wanted in WANTED.items()
    for typed, title in wanted.items()
]


def test_there_are_at_least_sixty():
    assert len(TABLE) >= 60


@pytest.mark.parametrize(("slug", "lang", "typed", "title"), TABLE)
def test_the_first_result(client, four_cities, slug, lang, typed, title):
    found = client(slug).get("/activities.json", query_string={"q": typed, "lang": lang}).json

    assert found["items"], "nothing is found"
    assert found["items"][0]["title"] == title
