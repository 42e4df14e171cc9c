"""The answers of /verify to badges that are shown together."""

from __future__ import annotations

from tests.browser.pages import Kind
from tests.browser.ways import FORGED, handed_in

TOGETHER = (
    '{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": "VerifiablePresentation", '
    f'"verifiableCredential": [{FORGED}, {FORGED}]}}'
)
VERIFY_PAGES = (Kind("city", "/verify", handed_in(TOGETHER, "#h-members"), state="together"),)
