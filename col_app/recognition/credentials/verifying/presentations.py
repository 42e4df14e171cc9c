"""Verifiable presentations (W3C VCDM): credentials that somebody shows together.

The presentation itself says nothing of the badges in it. Its proof is looked at so that nobody
takes one out unnoticed; who shows it can be known only to whoever asked for it.
"""

from typing import Any

from col_app.recognition.credentials.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from col_app.recognition.credentials.verifying import inside, proofs, steps, tokens
from col_app.recognition.credentials.verifying.issuers import PRESENTING, Signer
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    Check,
    Failure,
    Verdict,
)
from col_app.recognition.credentials.verifying.summary import Summary, of_credential
from col_app.recognition.credentials.verifying.writing import (
    as_list,
    check_size,
    check_writing,
    texts,
)

_TYPE = "VerifiablePresentation"


def is_presentation(document: Any) -> bool:
    """Say whether this is a presentation."""
    return isinstance(document, dict) and _TYPE in texts(document.get("type"))


def judge(case: steps.Case) -> Verdict:
    """The verdict on a presentation: that of the worst badge in it."""
    checks: list[Check] = []
    try:
        members = _form(case.secured.document)
        checks.append(Check("form", True, "ok"))
        checks.append(_presentation(case))
        verdict = steps.judge_members(members, case, case.recipient)
    except Failure as failure:
        name = "presentation" if checks else "form"
        checks.append(Check(name, False, failure.reason_code))
        return Verdict(failure.verdict, tuple(checks))
    checks += _of_members(verdict, case)
    return Verdict(verdict, tuple(checks), tuple(case.parts))


def summary(document: dict[str, Any]) -> Summary:
    """What a presentation says: the badge when there is one alone, else how many."""
    members = as_list(document.get("verifiableCredential"))
    if len(members) != 1:
        return Summary(members=len(members))
    try:
        alone = inside.secured(members[0]).document
    except Failure:
        alone = None
    return of_credential(alone) if isinstance(alone, dict) else Summary(members=1)


def _form(document: dict[str, Any]) -> list[Any]:
    """The credentials of a presentation, at least one. Fail for unusual writing."""
    check_size(document)
    contexts = as_list(document.get("@context"))
    if contexts[:1] not in ([CREDENTIALS_V2], [CREDENTIALS_V1]):
        raise Failure(CANNOT_CHECK, "not_a_credential")
    check_writing(document)
    if len(texts(contexts)) < len(contexts):
        raise Failure(ALTERED, "own_context")
    members = as_list(document.get("verifiableCredential"))
    if not members:
        raise Failure(CANNOT_CHECK, "nothing_shown")
    return members


def _presentation(case: steps.Case) -> Check:
    """Fail when a presentation is signed, and not as it was signed."""
    document, token = case.secured.document, case.secured.token
    is_signed = False
    if token:
        signer = Signer(_holder(document, tokens.header_and_claims(token)), PRESENTING)
        tokens.check_token(token, tokens.find_token_key(token, signer, case.world))
        is_signed = True
    if "proof" in document:
        proof = proofs.known_proofs(document)[0]
        signer = Signer(_holder(document, (proof, {})), PRESENTING)
        keys = proofs.find_keys(document, signer, case.world)
        proofs.check_signatures(document, keys, signer, case.world)
        is_signed = True
    return Check("presentation", True if is_signed else None, "ok" if is_signed else "not_signed")


def _of_members(verdict: str, case: steps.Case) -> list[Check]:
    reasons = {part.reason_code for part in case.parts if part.verdict not in steps.GOOD}
    if reasons == {"another_recipient"}:
        return [Check("recipient", False, "another_recipient"), Check("members", True, "ok")]
    is_good = verdict in steps.GOOD
    is_theirs = is_good and case.recipient is not None
    return [
        Check("recipient", *((True, "ok") if is_theirs else (None, "not_asked"))),
        Check("members", is_good, "ok" if is_good else f"member_{verdict}"),
    ]


def _holder(document: dict[str, Any], said: tuple[Any, Any]) -> str:
    """Who shows it: its holder, or whoever's key signed it."""
    holder = document.get("holder")
    holder = holder.get("id") if isinstance(holder, dict) else holder
    header, claims = said
    named = claims.get("iss") or str(header.get("verificationMethod") or header.get("kid"))
    found = holder or str(named).partition("#")[0]
    if not isinstance(found, str) or claims.get("iss", found) != found:
        raise Failure(ALTERED, "key_of_another_issuer")
    return found
