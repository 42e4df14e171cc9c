"""What templates may draw, and how they are run.

The art functions are Jinja globals named draw_*. Half of the time of a page goes into Jinja's
calls and escapes, so both have a shorter way here that does the same for what we pass them.
"""

from collections.abc import Callable, MutableMapping
from functools import lru_cache, wraps
from types import CodeType
from typing import Any, ParamSpec, cast

import markupsafe
from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from col_app.ui.art.badges import badge_image, badge_svg
from col_app.ui.art.icons import icon
from col_app.ui.art.mark import mark
from col_app.ui.art.scenes import scene
from col_app.ui.art.tiles import cover
from col_app.ui.art.topics import look_of
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


class QuickContext(Context):
    """Jinja asks every callable by four lookups which of its contexts it wants; ours rarely do."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """As Context.call, with a short way for macros and for functions that ask for nothing."""
        if hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        if called.__class__ is Macro:
            return called(self.eval_ctx, *args, **kwargs)
        return called(*args, **kwargs)


def escape(value: object) -> Markup:
    """As markupsafe.escape; what is Markup already is not wrapped a second time."""
    return value if type(value) is Markup else markupsafe.escape(value)


class QuickTemplate(Template):
    """A template whose output goes through `escape` above."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """As Template.from_code."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = escape
        return made


def install(env: Environment) -> None:
    """Give an environment everything the templates of `ui` call; before it loads a template."""
    env.context_class, env.template_class = QuickContext, QuickTemplate
    env.globals.update(
        icon=_remembered(icon),
        draw_cover=_remembered(cover),
        draw_badge=_remembered(badge_svg),
        badge_image=_remembered(badge_image),
        draw_scene=_remembered(scene),
        draw_mark=_remembered(mark),
        draw_map=_as_markup(mini_map),
        topic_token=topic_token,
        topic_icon=topic_icon,
    )
