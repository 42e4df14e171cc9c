"""Files that people send, and why one is not kept."""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.datastructures import FileStorage

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.recognition.badges.models import Evidence
from col_app.recognition.evidence import actions, pieces
from col_app.recognition.evidence.models import FILE_BYTES, MOST_FILES

MEGABYTE = 1024 * 1024
Given = tuple[list[pieces.Piece], str]
"""The files as they are kept, and what is wrong with one of them."""


def read(uploads: Sequence[FileStorage], evidence: Evidence) -> Given:
    """The files of a form."""
    given = [each for each in uploads if each.filename]
    if len(given) > MOST_FILES:
        return [], too_many()
    found: list[pieces.Piece] = []
    for upload in given:
        content = upload.stream.read(FILE_BYTES + 1)
        try:
            found.append(pieces.read(upload.filename or "", content, evidence))
        except pieces.UnfitFileError as fault:
            return found, why(fault, evidence)
    return found, ""


def why(fault: pieces.UnfitFileError, evidence: Evidence) -> str:
    """Why a file is not kept."""
    if isinstance(fault, pieces.LargeFileError):
        return _("This file is too large: %(most)s MB at most.", most=FILE_BYTES // MEGABYTE)
    if isinstance(fault, pieces.LargePictureError):
        return _("This picture has too many pixels: 16 million at most. Make it smaller first.")
    if isinstance(fault, pieces.EmptyFileError):
        return _("This file is empty.")
    if evidence is Evidence.PHOTO:
        return _("This is no photo that we can read. JPEG, PNG and WebP work.")
    return _("We cannot keep this kind of file. PDF, documents, photos, sound and text work.")


def too_many() -> str:
    """More files than are kept."""
    return ngettext("At most %(num)d file, please.", "At most %(num)d files, please.", MOST_FILES)


def explain(fault: Exception) -> str:
    """What `actions.attach` refused."""
    if isinstance(fault, actions.TooManyFilesError):
        return too_many()
    if isinstance(fault, actions.NoSpaceLeftError):
        return _("Your files are 50 MB together, and that is all we can keep.")
    return _("We have no room for files just now. Please try again later.")
