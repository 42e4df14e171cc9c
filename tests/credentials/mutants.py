"""Badges changed at random places, in ways that have fooled readers of signed JSON."""

import copy
import json
from random import Random

OTHER_LETTERS = ("a", "Ž", "\u0301", "\u202e", "\x00", "\t", "\x7f", "\ud800", "\U0001f600", "é")
STRANGE = (
    None, True, 0, -1, 1.5, 2**70, -(2**63), 1e308, "", " ", [], {}, [[]], [None], {"id": None},
    {"@value": "x"}, {"@id": "https://evil.example/"}, {"@list": []}, {"@set": ["x"]},
    {"@graph": []}, {"@none": 1}, "_:b0", "did:web:evil.example", "2027-01-01T00:00:00Z",
    "x" * 5000, {"id": " https://evil.example/"}, {"id": "evil"}, " https://evil.example/",
)  # fmt: skip
KNOWN_NAMES = (
    "name", "description", "id", "type", "narrative", "url", "image", "tag", "validUntil", "proof",
    "validFrom", "credentialStatus", "issuer", "evidence", "achievement", "identifier", "creator",
    "credentialSubject", "statusListIndex", "statusPurpose", "expires", "endorsement", "related",
    "termsOfUse", "refreshService", "verifiableCredential", "email", "result", "alignment",
    "cryptosuite", "proofValue", "proofPurpose", "verificationMethod", "nonce", "domain",
    "previousProof",
)  # fmt: skip
KEYWORDS = (
    "@id", "@type", "@value", "@graph", "@included", "@reverse", "@nest", "@index", "@language",
    "@context", "@container", "@list", "@set", "@json", "@version", "@import", "@direction",
)  # fmt: skip
UNKNOWN_NAMES = (
    "secretClaim", "Name", "NAME", "name ", "na\u200bme", "\ud800", "", "https://evil.example/name",
    "https://schema.org/name", "schema:name", "cred:issuer", "_:name", "__proto__", "constructor",
)  # fmt: skip
CONTEXTS = (
    {"name": "https://evil.example/name"}, {"@vocab": "https://evil.example/"}, {}, None, [], 5,
    {"type": "@type", "id": "@id"}, {"@base": "https://evil.example/"}, {"@protected": True},
    "https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1",
    "https://www.w3.org/ns/credentials/undefined-terms/v2", "https://evil.example/context",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json", "",
    "https://w3id.org/security/data-integrity/v2",
)  # fmt: skip


def seeded(word):
    """The same chances in every run."""
    return Random(word)  # noqa: S311 - no secrets are made of them


def places(value, path=()):
    """The paths to all values in a document."""
    yield path
    if isinstance(value, dict):
        for name, member in value.items():
            yield from places(member, (*path, name))
    if isinstance(value, list):
        for number, member in enumerate(value):
            yield from places(member, (*path, number))


def at(document, path):
    for name in path:
        document = document[name]
    return document


def any_of(random, document, kind):
    """The path to some value of a kind; None where there is none."""
    found = [path for path in places(document) if path and isinstance(at(document, path), kind)]
    return random.choice(found) if found else None


def put(document, path, value):
    at(document, path[:-1])[path[-1]] = value


def other_letter(random, document):
    path = any_of(random, document, str)
    text = at(document, path)
    where = random.randrange(len(text) + 1)
    put(document, path, text[:where] + random.choice(OTHER_LETTERS) + text[where + 1 :])


def other_case(random, document):
    path = any_of(random, document, str)
    put(document, path, at(document, path).swapcase())


def padded(random, document):
    path = any_of(random, document, str)
    put(
        document,
        path,
        random.choice((" {}", "{} ", "{}\n", "\ufeff{}", "{}#", "{}/", "{}.")).format(
            at(document, path)
        ),
    )


def removed(random, document):
    path = any_of(random, document, object)
    del at(document, path[:-1])[path[-1]]


def replaced(random, document):
    put(document, any_of(random, document, object), copy.deepcopy(random.choice(STRANGE)))


def added(random, document):
    holder = random.choice([document, *(at(document, path) for path in places(document))])
    while not isinstance(holder, dict):
        holder = at(document, random.choice(list(places(document))))
    name = random.choice(random.choice((KNOWN_NAMES, KNOWN_NAMES, KEYWORDS, UNKNOWN_NAMES)))
    holder[name] = copy.deepcopy(random.choice((*STRANGE, "x", "https://evil.example/")))


def moved(random, document):
    path = any_of(random, document, object)
    value = at(document, path)
    del at(document, path[:-1])[path[-1]]
    holder = at(document, random.choice(list(places(document))))
    if isinstance(holder, dict):
        holder[path[-1] if isinstance(path[-1], str) else "name"] = value
    elif isinstance(holder, list):
        holder.append(value)


def renamed(random, document):
    path = any_of(random, document, object)
    holder, name = at(document, path[:-1]), path[-1]
    if isinstance(holder, dict):
        value = holder.pop(name)
        other = {"id": "@id", "type": "@type"}.get(name, name)
        holder[
            random.choice(
                (
                    other,
                    f"https://www.w3.org/2018/credentials#{name}",
                    name.upper(),
                    f"https://purl.imsglobal.org/spec/vc/ob/vocab.html#{name}",
                    f"cred:{name}",
                )
            )
        ] = value


def in_a_list(random, document):
    path = any_of(random, document, object)
    value = at(document, path)
    put(
        document,
        path,
        random.choice(
            ([value], [value, value], [value, None], [[value]], {"@value": value}, {"id": value})
        ),
    )


def reordered(random, document):
    path = any_of(random, document, list)
    if path:
        values = at(document, path)
        random.choice(
            (
                values.reverse,
                lambda: random.shuffle(values),
                lambda: values.extend(values),
                values.clear,
            )
        )()


def nested(random, document):
    path = any_of(random, document, object)
    value = at(document, path)
    for _ in range(random.choice((1, 3, 40, 400))):
        value = {random.choice(KNOWN_NAMES): value}
    put(document, path, value)


def context_changed(random, document):
    holders = [document, *(at(document, path) for path in places(document))]
    holder = random.choice([one for one in holders if isinstance(one, dict)])
    contexts = holder.setdefault("@context", [])
    if not isinstance(contexts, list):
        contexts = holder["@context"] = [contexts]
    new = copy.deepcopy(random.choice(CONTEXTS))
    random.choice(
        (
            lambda: contexts.append(new),
            lambda: contexts.insert(0, new),
            contexts.reverse,
            lambda: holder.update({"@context": new}),
            lambda: contexts and contexts.pop(random.randrange(len(contexts))),
            lambda: contexts.extend(list(contexts)),
        )
    )()


def proofs_changed(random, document):
    found = document.get("proof")
    if not isinstance(found, dict):
        return removed(random, document)
    other = {**found, random.choice(KNOWN_NAMES): random.choice(STRANGE)}
    strange = {**found, "cryptosuite": random.choice(("bbs-2023", "eddsa-jcs-2022", "x", None))}
    document["proof"] = random.choice(
        ([found], [found, found], [found, other], [other, found], [found, strange], [strange],
         [found, {}], [found, None], [[found]], other, strange,
         dict(reversed(found.items())), [found] * 9)
    )  # fmt: skip
    return None


CHANGES = (
    other_letter, other_letter, other_case, padded, removed, removed, replaced, replaced, added,
    added, added, moved, renamed, renamed, in_a_list, in_a_list, reordered, nested,
    context_changed, context_changed, proofs_changed,
)  # fmt: skip


def changed(random, document):
    """A document with one to three changes, as text."""
    mutant = copy.deepcopy(document)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        try:
            random.choice(CHANGES)(random, mutant)
        except (KeyError, IndexError, TypeError, AttributeError, ValueError):
            continue
    return json.dumps(mutant)


def changed_text(random, text):
    """A text with something else in it: letters, names given twice, other spellings, an end."""
    where = random.randrange(len(text))
    names = [found for found in KNOWN_NAMES if f'"{found}":' in text]
    name = random.choice(names or ["id"])
    return random.choice(
        (
            lambda: text[:where] + random.choice(OTHER_LETTERS) + text[where + 1 :],
            lambda: text[:where] + text[where + 1 :],
            lambda: text[:where] + text[where : where + 9] + text[where:],
            lambda: text[:where],
            lambda: text + random.choice(("x", "}", "\x00", " ", "\n", text[:40], ".", "=")),
            lambda: "\ufeff" + text,
            lambda: text.replace(f'"{name}":', f'"{name}":"PhD","{name}":', 1),
            lambda: text.replace(
                f'"{name}":', f'"{name}" :"PhD","\\u{ord(name[0]):04x}{name[1:]}":', 1
            ),
            lambda: text.replace("{", '{"":1,', 1),
            lambda: text.replace("a", "\\u0061", 1),
            lambda: text.replace(":", ": " * random.choice((1, 3)), 1),
            lambda: text.replace('"', "'", 2),
            lambda: text.replace("}", ',"x":1e400}', 1),
            lambda: text.replace("}", ',"x":NaN}', 1),
            lambda: text.replace("}", f',"x":{"9" * random.choice((30, 5000))}}}', 1),
            lambda: text.replace("}", ',"x":' + "[" * 3000 + "]" * 3000 + "}", 1),
            lambda: text.replace("[", "[null,", 1),
        )
    )()


GRAPHS = ("verifiableCredential", "endorsement")
"""Members whose values are documents of their own."""
UNSIGNED = ("@context", "proof")
"""What is judged with the signature, and says nothing itself."""


def meaning(document):
    """What a reader sees, however it is written: what is said of everything that has a name.

    One value is a list of one, order and repetition say nothing, empty lists neither, and the same
    thing may be told about in several places.
    """
    nodes = {}
    told = _told(document, nodes)
    return {"": told, **{name: sorted(node) for name, node in nodes.items() if node}}


def _told(value, nodes):
    if isinstance(value, float) and value.is_integer():
        return repr(int(value))
    if not isinstance(value, dict):
        return json.dumps(value)
    said = {
        (name, json.dumps(meaning(one), sort_keys=True) if name in GRAPHS else _told(one, nodes))
        for name, member in value.items()
        if name not in UNSIGNED
        for one in _flat(member)
    }
    own = json.dumps(value["id"]) if "id" in value else json.dumps(sorted(said))
    if "id" in value:
        nodes.setdefault(own, set()).update(said)
    return own


def _flat(value):
    if not isinstance(value, list):
        return [] if value is None else [value]
    return [one for part in value for one in _flat(part)]
