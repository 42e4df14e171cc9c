"""What the terms of a learner record mean (CLR Standard 2.0, section 6: the JSON-LD context)."""

from functools import cache
from typing import Any

_CLR = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#"
_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_OPEN_BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_KEYWORDS = {"id": "@id", "type": "@type"}


@cache
def context() -> dict[str, Any]:
    """The context of version 2.0.1."""
    record = {"partial": _term("partial", "xsd:boolean")}
    subject = {
        "cred": _CREDENTIALS,
        "obi": _OPEN_BADGES,
        "achievement": _set("achievement", "obi:Achievement"),
        "association": _set("association", f"{_CLR}Association"),
        "verifiableCredential": _set("verifiableCredential", "cred:verifiableCredential"),
        "identifier": _set("identifier-1", "obi:Identifier"),
    }
    association = {
        "associationType": _term("AssociationType"),
        "sourceId": _term("sourceId", "xsd:anyURI"),
        "targetId": _term("targetId", "xsd:anyURI"),
    }
    return {
        "@context": {
            **_KEYWORDS,
            "ClrCredential": _class("ClrCredential", {**_KEYWORDS, **record}),
            "ClrSubject": _class("ClrSubject", {**_KEYWORDS, **subject}),
            "Association": _class("Association", association),
        }
    }


def _class(name: str, terms: dict[str, Any]) -> dict[str, Any]:
    return {"@id": f"{_CLR}{name}", "@context": terms}


def _term(name: str, kind: str = "") -> dict[str, str]:
    return {"@id": f"{_CLR}{name}", **({"@type": kind} if kind else {})}


def _set(name: str, kind: str) -> dict[str, str]:
    return {**_term(name, kind), "@container": "@set"}
