"""Taking one's evidence along: everything that was written and added for a badge, as one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from col_app.core import files, i18n
from col_app.core.ids import slugify
from col_app.recognition.quests import faces
from col_app.recognition.quests.queries import Row


def pack(tasks: Sequence[Row], order: tuple[str, ...]) -> io.BytesIO | None:
    """A zip with a folder for each task (rows of `queries.of_badge`); None when all are empty.

    In memory: a person has 50 MB of files in a city at the most.
    """
    begun = [(n, task) for n, task in enumerate(tasks, 1) if task["submission_id"]]
    if not begun:
        return None
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, task in begun:
            asked = i18n.pick_value(task["texts"] or faces.NO_TEXT, order)[1]
            folder = f"{number}-{slugify(faces.title_of(asked)) or 'task'}"
            said = (asked, task["body"], task["link"])
            archive.writestr(f"{folder}/text.txt", "\n\n".join(filter(None, said)) + "\n")
            for position, each in enumerate(task["files"] or (), 1):
                kept = files.read(each["public_id"])
                if kept is not None:
                    archive.writestr(f"{folder}/{position}-{each['name']}", kept)
    content.seek(0)
    return content
