"""The table of contents of an exported city."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from tenancy.city import City, CityState
from tenancy.errors import ArchiveError

FORMAT = 1
MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table: what was copied, and where its sequences stood (column: last value, used)."""

    name: str
    columns: list[str]
    rows: int
    sha256: str
    sequences: dict[str, tuple[int, bool]] = field(default_factory=dict[str, "tuple[int, bool]"])

    @property
    def path(self) -> str:
        """Its place in the archive: COPY in text format, UTF-8."""
        return f"tables/{self.name}.copy"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds."""

    slug: str
    name: str
    state: CityState
    default_locale: str
    time_zone: str
    hosts: list[str]
    revision: str | None
    tables: list[TableEntry]
    format: int = FORMAT

    @classmethod
    def of(cls, city: City, revision: str | None, tables: list[TableEntry]) -> Manifest:
        """The manifest of a city just read."""
        return cls(
            city.slug,
            city.name,
            city.state,
            city.default_locale,
            city.time_zone,
            list(city.hosts),
            revision,
            tables,
        )

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Read a manifest. Raises ArchiveError."""
        try:
            values = cast("dict[str, Any]", json.loads(text))
            if values["format"] != FORMAT:
                raise ArchiveError(f"archive format {values['format']}, known is {FORMAT}")
            tables = [TableEntry(**each) for each in values.pop("tables")]
            return cls(tables=tables, **values)
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(f"manifest: {error}") from error

    def to_json(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()
