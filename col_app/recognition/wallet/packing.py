"""One zip of everything somebody carries, made while it is sent: memory holds a few badges."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import orjson

import tenancy
from col_app.recognition import credentials as ob
from col_app.recognition.awards import across, hosted
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import drawing
from col_app.recognition.wallet import queries
from col_app.ui.art import badges as art

AT_ONCE = 20
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name: the same badges make the same file."""


class _Pipe(io.RawIOBase):
    """What was written since it was last read; a zip that cannot seek needs no more."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        part = bytes(data)  # type: ignore[call-overload] # any buffer
        self._parts.append(part)
        return len(part)

    def read_out(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def packed(person_id: int) -> Iterator[bytes]:
    """The bytes of the zip, part by part."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, body in files(person_id):
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            )
            archive.writestr(entry, body)
            yield pipe.read_out()
    yield pipe.read_out()


def files(person_id: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file: every form of every badge."""
    where = across.places(person_id)
    for city, row in across.documents(person_id, where, AT_ONCE):
        path = f"{city.slug}/{row['slug']}-{row['public_id'][:8]}"
        document, look = row["document"], (row["shape"], row["palette"], row["icon"])
        drawn, sent = (*look, row["pattern"], row["id"]), row["picture"]
        svg = drawing.framed(sent) if sent else art.badge_svg(*drawn)
        png = sent or art.badge_png(*drawn)
        yield f"{path}.json", document.encode()
        yield f"{path}.png", ob.bake_png(png, document)
        yield f"{path}.svg", ob.bake_svg(svg, document).encode()
        if row["token"]:
            yield f"{path}.jwt", row["token"].encode()
            yield f"{path}.jwt.png", ob.bake_png(png, row["token"])
            yield f"{path}.jwt.svg", ob.bake_svg(svg, row["token"]).encode()
        for number, endorsement in enumerate(row["endorsements"] or (), 1):
            yield f"{path}.endorsement-{number}.json", endorsement.encode()
        older = _older(city, row)
        if older:
            yield f"{path}.ob2.json", older
    for badge in queries.imported(person_id):
        whole = queries.with_body(person_id, badge.id)
        if whole is not None:
            yield f"imported/{badge.id}.{badge.form}", whole.body


def _older(city: tenancy.City, row: across.Row) -> bytes | None:
    award = Award(
        public_id=row["public_id"],
        document=row["document"],
        open_document=row["open_document"],
        revoked_at=row["revoked_at"],
        revoked_because=row["revoked_because"],
    )
    body = hosted.assertion(city, award, row["badge_public_id"])
    return orjson.dumps(body) if body else None
