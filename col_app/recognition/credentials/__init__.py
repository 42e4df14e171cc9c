"""Open Badges as pure functions: no web, no database, no settings.

``Template(issuer, achievement, key).issue(award)`` gives a signed Open Badges 3.0 credential,
``issue_jwt`` its second form, ``ob2_*`` the hosted Open Badges 2.0 objects; ``verify`` judges.
"""

from col_app.recognition.credentials.baking import BakingError, bake_png, bake_svg, unbake
from col_app.recognition.credentials.canonical import UnsafeError
from col_app.recognition.credentials.contexts import ContextError
from col_app.recognition.credentials.did import (
    did_document,
    did_for_city,
    did_for_organiser,
    jwks,
)
from col_app.recognition.credentials.keys import IssuerKey, JwtKey, PublicJwk, PublicKey
from col_app.recognition.credentials.model import (
    Achievement,
    Alignment,
    Award,
    Evidence,
    Issuer,
    StatusEntry,
    expiry,
)
from col_app.recognition.credentials.ob2 import ob2_assertion, ob2_badge, ob2_issuer, ob2_revoked
from col_app.recognition.credentials.sealing import SealError, seal, unseal
from col_app.recognition.credentials.status import (
    StatusList,
    StatusListError,
    status_list_credential,
)
from col_app.recognition.credentials.template import Template, issue_slow
from col_app.recognition.credentials.tokens import issue_jwt
from col_app.recognition.credentials.values import identity_hash
from col_app.recognition.credentials.verifying import (
    Answer,
    Ask,
    Check,
    Knows,
    Summary,
    UnreachableError,
    Verdict,
    verify,
    verify_body,
)

__all__ = [
    "Achievement",
    "Alignment",
    "Answer",
    "Ask",
    "Award",
    "BakingError",
    "Check",
    "ContextError",
    "Evidence",
    "Issuer",
    "IssuerKey",
    "JwtKey",
    "Knows",
    "PublicJwk",
    "PublicKey",
    "SealError",
    "StatusEntry",
    "StatusList",
    "StatusListError",
    "Summary",
    "Template",
    "UnreachableError",
    "UnsafeError",
    "Verdict",
    "bake_png",
    "bake_svg",
    "did_document",
    "did_for_city",
    "did_for_organiser",
    "expiry",
    "identity_hash",
    "issue_jwt",
    "issue_slow",
    "jwks",
    "ob2_assertion",
    "ob2_badge",
    "ob2_issuer",
    "ob2_revoked",
    "seal",
    "status_list_credential",
    "unbake",
    "unseal",
    "verify",
    "verify_body",
]
