import pytest

from col_app.recognition.credentials import canonical, contexts

BASE = {"@context": [contexts.CREDENTIALS_V2], "id": "urn:uuid:1", "type": "VerifiableCredential"}


def test_a_term_that_no_context_defines_is_refused():
    with pytest.raises(canonical.UnsafeError, match="secretClaim"):
        canonical.canonical({**BASE, "secretClaim": "not signed"})


def test_a_relative_type_is_refused():
    with pytest.raises(canonical.UnsafeError, match="1EdTech"):
        canonical.canonical({**BASE, "type": ["VerifiableCredential", "1EdTechThing"]})


def test_a_relative_id_is_refused():
    with pytest.raises(canonical.UnsafeError, match="credentials/1"):
        canonical.canonical({**BASE, "id": "credentials/1", "validFrom": "2026-01-01T00:00:00Z"})


def test_an_unknown_context_is_refused():
    with pytest.raises(contexts.ContextError, match=r"https://evil\.example/v1"):
        canonical.canonical({**BASE, "@context": ["https://evil.example/v1"]})


@pytest.mark.parametrize("broken", [{"@context": 7}, {**BASE, "id": 7}, {**BASE, "type": [[7]]}])
def test_a_malformed_document_is_refused(broken):
    with pytest.raises(canonical.UnsafeError):
        canonical.canonical(broken)


def test_the_contexts_are_the_published_ones():
    for url in (
        contexts.CREDENTIALS_V2,
        contexts.OPEN_BADGES_3,
        contexts.EXTENSIONS_1EDTECH,
    ):
        assert "@context" in contexts.load(url)


def test_a_changed_context_is_refused_with_advice(tmp_path):
    changed = tmp_path / "context.js"
    changed.write_text('module.exports = {"@context": {"name": "https://evil.example/name"}};')

    with pytest.raises(contexts.ContextError, match="Run `python3 dev.py run` once"):
        contexts.read(changed, contexts.sorted_hash({"@context": {}}))


def test_a_missing_context_is_refused_with_advice(tmp_path):
    with pytest.raises(contexts.ContextError, match="Run `python3 dev.py run` once"):
        contexts.read(tmp_path / "none.js", "")
