"""What every template may use: the `page` object and filters."""

from __future__ import annotations

from markupsafe import Markup, escape

from col_app.core.page import Page
from col_app.core.web import PortalApp
from col_app.ui import assets, environment


def paragraphs(text: str) -> Markup:
    """Plain text with blank lines as HTML paragraphs."""
    blocks = [block.strip() for block in text.split("\n\n")]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in block.split("\n")))
        for block in blocks
        if block
    )


def init_templates(app: PortalApp) -> None:
    """Give every template its `page`."""
    environment.install(app.jinja_env)
    app.jinja_env.filters["paragraphs"] = paragraphs
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def _page() -> dict[str, Page]:
        hrefs = (assets.css_href(), assets.network_theme_href())
        return {"page": Page(*hrefs, assets.script_href, assets.vendor_href)}
