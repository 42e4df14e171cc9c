"""What the demo's learners saved, and the list they made of it."""

from __future__ import annotations

from col_app.demo.filling import Filling
from col_app.learning.lists import actions as lists
from col_app.learning.lists.actions import Item
from col_app.learning.lists.models import Visibility
from col_app.learning.saved import actions as saved
from col_app.learning.saved.models import Kind

TITLES = {
    "vilnius": "Penki dalykai, kuriuos verta išbandyti kartu",
    "ljubljana": "Pet stvari, ki jih je vredno poskusiti skupaj",
    "cagliari": "Cinque cose da provare insieme",
    "tilburg": "Vijf dingen om samen te proberen",
}
ACTIVITIES, OTHERS = 5, 2


def keep(filling: Filling, person_id: int) -> None:
    """Save a few things of several kinds; share a list of the activities among them."""
    activities = list(filling.activities.values())[:ACTIVITIES]
    kept = {
        Kind.ACTIVITY: activities,
        Kind.PLAYLIST: list(filling.playlists.values())[:OTHERS],
        Kind.PLACE: list(filling.places.values())[:OTHERS],
        Kind.BADGE: [badge.id for badge, _texts, _skills in filling.badges[:OTHERS]],
    }
    for kind, ids in kept.items():
        for number in ids:
            saved.save(person_id, kind, number)
    own = lists.make(person_id, TITLES[filling.city.slug])
    last = activities[-1]
    lists.arrange(own, [Item(Kind.ACTIVITY, each, "", each != last) for each in activities])
    lists.show_to(own, Visibility.PUBLIC, may_share=True)
