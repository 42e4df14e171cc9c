"""One style sheet out of many small files, without a build step."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from col_app.ui.art.topics import icon_sheet
from col_app.ui.theme import default_theme, theme_css

STATIC = Path(__file__).parent / "static"

CHUNKS = "built/chunks/"
"""What several scripts share; the build puts a hash into each name."""

LAYERS = ("reset", "tokens", "base", "components", "features", "utilities", "theme")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]) ?")


def _layer_text(layer: str) -> str:
    folder = STATIC / "css" / layer
    files = sorted(folder.glob("*.css")) if folder.is_dir() else [folder.with_suffix(".css")]
    return "\n".join(file.read_text("utf-8") for file in files if file.is_file())


def _smaller(css: str) -> str:
    css = _SPACE.sub(" ", _COMMENT.sub("", css))
    # ": " is never part of a selector, so the space can go; " :" may be a descendant
    return _AROUND.sub(r"\1", css).replace(": ", ":").replace(";}", "}").strip()


@lru_cache(maxsize=1)
def bundle_css() -> bytes:
    """All layers as one sheet; a folder or file of static/css becomes the layer of its name."""
    parts = [f"@layer {','.join(LAYERS)};"]
    for layer in LAYERS:
        text = _smaller(_layer_text(layer))
        if text:
            parts.append(f"@layer {layer}{{{text}}}")
    return "".join(parts).encode()


def digest(content: bytes) -> str:
    """Twelve hex digits that stand for a content in a file name."""
    return hashlib.sha256(content).hexdigest()[:12]


@lru_cache(maxsize=1)
def css_hash() -> str:
    """The hash in the style sheet's address; it changes with any of its files."""
    return digest(bundle_css())


@lru_cache(maxsize=64)
def script_hash(name: str) -> str:
    """The hash of static/js/<name> as built. Raises FileNotFoundError: run `dev.py` once."""
    return digest((STATIC / "built" / name).read_bytes())


def css_href() -> str:
    """Address of the style sheet."""
    return f"/static/site-{css_hash()}.css"


@lru_cache(maxsize=1)
def network_theme() -> bytes:
    """The network's own colours, for pages at the apex."""
    theme = default_theme("network")
    return theme_css(theme.brand, theme.accent, theme.shape).encode()


def network_theme_href() -> str:
    """Address of the network's colours."""
    return f"/static/theme-{digest(network_theme())}.css"


def icon_sheet_href() -> str:
    """Address of the icons that pins show; it changes with them."""
    return f"/static/topics-{digest(icon_sheet())}.svg"


def script_href(name: str) -> str:
    """Address of static/js/<name> as built, with a version that lets browsers keep it for ever."""
    return f"/static/built/{name}?v={script_hash(name)}"


@lru_cache(maxsize=64)
def vendor_href(name: str) -> str:
    """Address of a packaged front-end file. Raises FileNotFoundError: run `dev.py` once."""
    return f"/static/vendor/{name}?v={digest((STATIC / 'vendor' / name).read_bytes())}"


@lru_cache(maxsize=1)
def service_worker() -> bytes:
    """The script that keeps pages for times without a network; a new style renews what it keeps."""
    return f"// {css_hash()}\n".encode() + (STATIC / "js" / "sw.js").read_bytes()
