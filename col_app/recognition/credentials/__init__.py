"""Open Badges as pure functions: no web, no database, no settings.

``Template(issuer, achievement, key).issue(award)`` gives a signed Open Badges 3.0 credential,
``issue_jwt`` its second form, ``ob2_*`` the hosted Open Badges 2.0 objects; ``sign_record`` bundles
badges to a learner's record, ``endorse`` vouches for others; ``verify`` judges.
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
from col_app.recognition.credentials.endorsement import Endorsement, endorse
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
from col_app.recognition.credentials.record import Record, sign_record
from col_app.recognition.credentials.sealing import SealError, seal, unseal, unseal_any
from col_app.recognition.credentials.status import (
    StatusList,
    StatusListError,
    status_list_credential,
)
from col_app.recognition.credentials.template import (
    Template,
    issue_slow,
    without_holder,
    without_narrative,
)
from col_app.recognition.credentials.tokens import issue_jwt
from col_app.recognition.credentials.values import identity_hash, moment, timestamp
from col_app.recognition.credentials.verifying import (
    MAX_BYTES,
    Answer,
    Ask,
    Check,
    Knows,
    Part,
    Summary,
    UnreachableError,
    Verdict,
    verify,
    verify_body,
)

__all__ = [
    "MAX_BYTES",
    "Achievement",
    "Alignment",
    "Answer",
    "Ask",
    "Award",
    "BakingError",
    "Check",
    "ContextError",
    "Endorsement",
    "Evidence",
    "Issuer",
    "IssuerKey",
    "JwtKey",
    "Knows",
    "Part",
    "PublicJwk",
    "PublicKey",
    "Record",
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
    "endorse",
    "expiry",
    "identity_hash",
    "issue_jwt",
    "issue_slow",
    "jwks",
    "moment",
    "ob2_assertion",
    "ob2_badge",
    "ob2_issuer",
    "ob2_revoked",
    "seal",
    "sign_record",
    "status_list_credential",
    "timestamp",
    "unbake",
    "unseal",
    "unseal_any",
    "verify",
    "verify_body",
    "without_holder",
    "without_narrative",
]
