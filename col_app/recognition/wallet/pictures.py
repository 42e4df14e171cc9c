"""Pictures of badges on paper: drawn by us, or those that organisers sent, made small."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence

from PIL import Image

from col_app.recognition.awards import across
from col_app.recognition.wallet.faces import Entry
from col_app.ui.art import badges as art

PIXELS = 256
"""Sharp enough on paper; a long sheet stays small."""


def of(entries: Sequence[Entry]) -> dict[str, bytes]:
    """PNG of each badge that has a look, by the keys of the entries; one statement for a city."""
    sent = _sent(entries)
    return {
        entry.key: sent.get(entry.look.picture) or art.badge_png(*entry.look[:5], size=PIXELS)
        for entry in entries
        if entry.look
    }


def _sent(entries: Sequence[Entry]) -> dict[str, bytes]:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.look and entry.look.picture:
            slug, _slash, digest = entry.look.picture.partition("/")
            wanted[slug].add(digest)
    return {
        f"{slug}/{digest}": _small(png)
        for slug, digests in wanted.items()
        for digest, png in across.pictures(slug, sorted(digests)).items()
    }


def _small(png: bytes) -> bytes:
    with Image.open(io.BytesIO(png)) as picture:
        small = picture.convert("RGBA").resize((PIXELS, PIXELS), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()
