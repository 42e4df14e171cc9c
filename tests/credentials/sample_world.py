"""A world in which the samples beside the project stand at their addresses."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from col_app.recognition import credentials as ob

PICTURES_AND_TEXTS = {".json", ".png", ".svg", ".jwt", ".1ob"}
# 1EdTech's samples come from issuers that exist nowhere; the keys stand in their addresses
KEY_IN_ADDRESS = re.compile(r'"(https://[a-z0-9.]+/issuers/\d+)#(z[A-Za-z0-9]+)"')
GITHUB = "digitalcredentials.github.io"


class SampleWorld:
    """Answers for the hosts of the samples; what says that it is withdrawn answers 410."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.issuers = self._issuers()
        self.hosted = {}

    def host(self, path):
        """An assertion of Open Badges 2.0 stands at the address that it names."""
        if "ob20" in path.parts and path.suffix == ".json":
            body = path.read_bytes()
            found = re.search(rb'"id"\s*:\s*"(http[^"]+)"', body)
            self.hosted = {found[1].decode(): body} if found else {}

    def __call__(self, url):
        body = self._body(url)
        if body is None:
            raise ob.UnreachableError(url)
        return ob.Answer(url, 410 if b'"revoked": true' in body else 200, body)

    def _body(self, url):
        if url in self.issuers:
            return json.dumps(self.issuers[url]).encode()
        if url in self.hosted:
            return self.hosted[url]
        parts = urlsplit(url)
        for path in self._places(parts.netloc, parts.path.lstrip("/")):
            if path.is_file():
                return path.read_bytes()
        return None

    def _places(self, host, path):
        yield self.folder / "samples/cities-site" / host / path
        if host == GITHUB:
            yield self.folder / "samples/dcc" / path.removeprefix("vc-test-fixtures/")
        if host == "raw.githubusercontent.com":
            name = path.rpartition("/")[2]
            yield from (self.folder / "samples/dcc/statusLists").glob(f"*/{name}")
            yield self.folder / "samples/ob30/bit-string-list" / name
        if host == "example.org":
            yield self.folder / "samples/ob20/assets" / path
        if host == "purl.imsglobal.org" and path == "spec/clr/v2p0/context.json":
            yield self.folder / "contexts/clr-v2p0.json"

    def _issuers(self):
        found = {}
        for path in (self.folder / "samples").rglob("*.json"):
            for issuer, key in KEY_IN_ADDRESS.findall(path.read_text(errors="replace")):
                found.setdefault(issuer, set()).add(key)
        return {issuer: self._controller(issuer, keys) for issuer, keys in found.items()}

    def _controller(self, issuer, keys):
        methods = [
            {
                "id": f"{issuer}#{key}",
                "type": "Multikey",
                "controller": issuer,
                "publicKeyMultibase": key,
            }
            for key in sorted(keys)
        ]
        return {"id": issuer, "assertionMethod": methods}


def samples(folder):
    """All badges among the samples, by their path below the folder."""
    kinds = [
        path
        for path in sorted((folder / "samples").rglob("*"))
        if path.suffix in PICTURES_AND_TEXTS and "assets" not in path.parts
    ]
    no_badges = ("did.json", "expect.json", "image.png", "issuer.png")
    # the pictures of the DCC are QR codes with nothing baked into them
    return [
        path
        for path in kinds
        if path.name not in no_badges and not (path.suffix == ".png" and "dcc" in path.parts)
    ]
