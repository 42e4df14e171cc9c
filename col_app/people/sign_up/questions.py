"""Questions of a city in the last step; the rooms that own the answers stand above and ask here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `lang` is BCP 47, empty for the reader's own language."""

    value: str
    label: str
    lang: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the reader's words. The name is that of its fields."""

    name: str
    legend: str
    hint: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Question:
    """What the current city asks, and who keeps the answers of a person."""

    ask: Callable[[Order], Asked]
    keep: Callable[[int, Sequence[str]], None]


_questions: dict[str, Question] = {}


def add(name: str, question: Question) -> None:
    """Ask this of everybody who opens an account on the way to a city."""
    _questions[name] = question


def asked(order: Order) -> list[Asked]:
    """All questions of the current city that have something to choose from."""
    found = [question.ask(order) for question in _questions.values()]
    return [each for each in found if each.options]


def keep(person_id: int, answers: Callable[[str], Sequence[str]]) -> None:
    """Hand the answers, by name, to those who keep them in the current city."""
    for name, question in _questions.items():
        question.keep(person_id, answers(name))
