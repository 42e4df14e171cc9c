"""Changed badges before a judge that others wrote: whatever it refuses is not valid here."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from col_app.core import clock
from col_app.recognition import credentials as ob
from tests.credentials.mutants import changed, seeded
from tests.credentials.samples import LIST_URL, status_list, world
from tests.credentials.test_mutants import GOOD, SIGNED, pages
from tests.recognition import judges as others

pytestmark = pytest.mark.fixtures
KINDS = ("our own", "endorsed", "a record")
EACH = 60


@pytest.fixture(scope="module")
def published():
    """What the issuers publish today: the judge looks at its own clock."""
    return {**pages(), LIST_URL: status_list(now=clock.now().replace(microsecond=0))}


@pytest.fixture(scope="module")
def site(published):
    """The pages of all issuers on one port, told apart by the host that is asked for."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            page = published.get(f"https://{self.headers['Host']}{self.path}")
            self.send_response(404 if page is None else 200)
            self.end_headers()
            self.wfile.write(b"" if page is None else json.dumps(page).encode())

        def log_message(self, *_):
            pass

    with others.serving(ThreadingHTTPServer(("127.0.0.1", 0), Page)) as origin:
        yield origin


@pytest.fixture(scope="module")
def judge(site):
    return others.ready_for(site)


def is_all_good(verdict):
    """To the judge an endorsement weighs on the badge; here it is told beside it."""
    return verdict.verdict in GOOD and all(check.ok is not False for check in verdict.checks)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_main_judge_refuses_is_not_valid(judge, published, tmp_path, kind):
    random, asked = seeded(f"judge of {kind}"), world(published)
    ours, files = [], []
    for number in range(EACH):
        text = changed(random, SIGNED[kind]) if number else json.dumps(SIGNED[kind])
        file = tmp_path / f"{number}.json"
        file.write_text(text, encoding="utf-8")
        files.append(file)
        ours.append(is_all_good(ob.verify_body(text.encode(), asked, clock.now())[0]))
    listed = tmp_path / "list.txt"
    listed.write_text("\n".join(map(str, files)), encoding="utf-8")
    _code, said = judge.batch(listed)
    refused = {line.split()[1] for line in said.splitlines() if line.startswith("INVALID ")}

    assert "valid of" in said.splitlines()[-1]
    assert ours[0]
    assert refused.isdisjoint(str(file) for file, our in zip(files, ours, strict=True) if our)
    assert str(files[0]) not in refused
