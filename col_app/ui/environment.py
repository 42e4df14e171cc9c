"""What templates may draw: the art functions as Jinja globals named draw_*."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, cast

from jinja2 import Environment
from markupsafe import Markup

from col_app.ui.art.badges import badge_image, badge_svg
from col_app.ui.art.icons import icon
from col_app.ui.art.mark import mark
from col_app.ui.art.scenes import scene
from col_app.ui.art.tiles import cover
from col_app.ui.art.topics import look_of, topic_sprite
from col_app.ui.minimap import mini_map

P = ParamSpec("P")


def _as_markup(draw: Callable[P, str]) -> Callable[P, Markup]:
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Markup:
        # our own drawings: the only outside text in them are labels, which they escape
        return Markup(draw(*args, **kwargs))  # noqa: S704

    return drawn


def _remembered(draw: Callable[P, str]) -> Callable[P, Markup]:
    """Keep the Markup itself: wrapping ten kilobytes anew costs more than looking them up."""
    return cast(Callable[P, Markup], lru_cache(maxsize=4096)(_as_markup(draw)))


def topic_token(slug: str) -> str:
    """The colour token of a topic, for a class `t-<token>`."""
    return look_of(slug)[0]


def topic_icon(slug: str) -> str:
    """The icon name of a topic."""
    return look_of(slug)[1]


def install(env: Environment) -> None:
    """Give an environment everything the templates of `ui` call."""
    env.globals.update(
        icon=_remembered(icon),
        draw_topic_sprite=_remembered(topic_sprite),
        draw_cover=_remembered(cover),
        draw_badge=_remembered(badge_svg),
        badge_image=_remembered(badge_image),
        draw_scene=_remembered(scene),
        draw_mark=_remembered(mark),
        draw_map=_as_markup(mini_map),
        topic_token=topic_token,
        topic_icon=topic_icon,
    )
