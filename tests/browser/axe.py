"""axe-core inside a page: which rules of accessibility it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from tests.browser.site import ROOT
from tests.browser.visitor import DESK, NARROW

SCRIPT = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(size, mode) for size in (NARROW, DESK) for mode in ("light", "dark")]
RUN = """async ([tags, leftOut]) => {
  const found = await axe.run({ exclude: leftOut }, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`));
}"""


def violations(page: Page, mode: Any, left_out: Sequence[str] = ()) -> list[str]:
    """What is wrong with a page as it is shown, light or dark; selectors of what is left out."""
    page.emulate_media(color_scheme=mode, reduced_motion="reduce")
    if not page.evaluate("'axe' in window"):
        # Not a script element: the policy of the page refuses what did not come with it.
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, [TAGS, list(left_out)])
