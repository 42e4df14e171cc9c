"""Did you mean: words of a query that nothing here is called, exchanged for the closest ones."""

from __future__ import annotations

import re

from col_app.core.db import read

SHORTEST = 4
"""Letters of the shortest word that is corrected: shorter ones are too alike."""
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_CLOSEST = """
select asked.word, (
  select known.word from search_word known where known.plain %% plain(asked.word)
  order by similarity(known.plain, plain(asked.word)) desc,
    abs(length(known.plain) - length(asked.word)), known.plain limit 1) as closest
from unnest(%(words)s::text[]) as asked (word)
where not exists (
  select from search_word known where known.plain like plain(asked.word) || '%%')
"""


def corrected(text: str) -> str:
    """`text` with its unknown words exchanged for the closest known ones, as far as there are."""
    words = _WORD.findall(text.lower())
    if not words:
        return text
    closest = {row["word"]: row["closest"] for row in read(_CLOSEST, {"words": words})}
    return _WORD.sub(lambda found: closest.get(found[0].lower()) or found[0], text)
