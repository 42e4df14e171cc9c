"""Was a badge given to this e-mail address? Hashed (Open Badges 1 to 3) or in clear."""

import hashlib
from collections.abc import Mapping
from typing import Any

from col_app.recognition.credentials.verifying.outcome import CANNOT_CHECK, Failure
from col_app.recognition.credentials.verifying.writing import as_list

_HASHES = ("sha256", "md5")


def check_recipient(identifiers: Any, email: str) -> None:
    """Fail unless one of the identifiers is this address, as written or in lower case.

    They are IdentityObjects of Open Badges 3.0 or 2.0. The word for another recipient is
    ``cannot_check``: the badge is not shown to be this person's.
    """
    for identifier in as_list(identifiers):
        if isinstance(identifier, dict) and _is_of(identifier, email.strip()):
            return
    raise Failure(CANNOT_CHECK, "another_recipient")


def _is_of(identifier: Mapping[str, Any], email: str) -> bool:
    said = identifier.get("identityHash", identifier.get("identity"))
    salt = identifier.get("salt", "")
    if not isinstance(said, str) or not isinstance(salt, str):
        return False
    spellings = {email, email.lower()}
    if identifier.get("hashed") is not True:
        return said.strip().lower() in spellings
    kind, _, digest = said.partition("$")
    return kind in _HASHES and digest.lower() in {
        hashlib.new(kind, (one + salt).encode(), usedforsecurity=False).hexdigest()
        for one in spellings
    }
