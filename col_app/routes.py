"""Every route with its host class, roles and classes, read from the app itself."""

from __future__ import annotations

from typing import TypedDict

from col_app.core.web import HOST_CLASSES, PortalApp


class Route(TypedDict):
    """One line of the manifest."""

    host: str
    methods: list[str]
    rule: str
    roles: list[str]
    csrf: bool
    cache: str


UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def manifest(app: PortalApp) -> list[Route]:
    """All routes, by host and rule."""
    rows: list[Route] = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        roles = sorted(getattr(view, "access").roles)  # noqa: B009 - set by the access marks
        exempt = getattr(view, "for_machines", False)
        rows.append(
            Route(
                host="both" if rule.subdomain == HOST_CLASSES else rule.subdomain or "",
                methods=methods,
                rule=rule.rule,
                roles=roles,
                csrf=bool(UNSAFE & set(methods)) and not exempt,
                cache="public" if roles == ["anonymous"] and methods == ["GET"] else "private",
            )
        )
    return sorted(rows, key=lambda row: (row["host"], row["rule"], row["methods"]))
