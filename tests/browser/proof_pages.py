"""Pages of proof: what shows that something was learned, and those who wait for an answer."""

from __future__ import annotations

import io

from PIL import Image

from tests.browser.pages import LEARNER, Kind
from tests.browser.visitor import Visitor
from tests.browser.ways import STORY


def photo(name: str = "me.jpg") -> dict[str, object]:
    """A photo to be sent."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def paper(size: int = 100) -> dict[str, object]:
    """A PDF to be sent, so many bytes long."""
    content = b"%PDF-1.7\n".ljust(size, b"0")
    return {"name": "report.pdf", "mimeType": "application/pdf", "buffer": content}


def shown(visitor: Visitor) -> None:
    """To what somebody has just told, with a photo and a paper."""
    visitor.open("/recognise/new")
    visitor.fill(title="Podcast", story=STORY)
    visitor.page.locator("#f-files").set_input_files([photo(), paper()])
    visitor.page.locator("main form button").last.click()
    visitor.page.wait_for_selector("#badges")


def refused(visitor: Visitor) -> None:
    """The form with a file that nobody keeps."""
    visitor.open("/recognise/new")
    visitor.fill(title="Podcast", story="A podcast.")
    odd = {"name": "a.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x00\xff"}
    visitor.page.locator("#f-files").set_input_files(odd)
    visitor.page.locator("main form button").last.click()
    visitor.page.wait_for_selector("main [aria-invalid]")


PROOF_PAGES = (
    Kind("city", "/recognise/<int:number>", shown, LEARNER, "files"),
    Kind("city", "/recognise/new", refused, LEARNER, "refused", 422),
)
