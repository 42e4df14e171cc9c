"""A browser that keeps cookies for each host alone and follows redirects from host to host."""

import re
from urllib.parse import urlsplit

PASSWORD = "four green trams"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """One person's browser. Addresses are `host/path`; `apex` and city slugs stand for hosts."""

    def __init__(self, app):
        self.app = app
        self.client = app.test_client()

    def host(self, name):
        base = self.app.settings.base_domain
        return {"apex": base}.get(name, f"{name}.{base}" if "." not in name else name)

    def get(self, address, **options):
        return self.send("GET", address, **options)

    def post(self, address, data=None, headers=OWN_PAGE):
        return self.send("POST", address, data=data, headers=headers)

    def fill(self, address, to=None, **fields):
        """Open a page, take its token, and send the form to `to` (or the same address)."""
        token = token_of(self.get(address))
        return self.post(to or address, {"csrf_token": token, **fields})

    def enter(self, city, path="/"):
        """Come from the apex into a city; the answer leads to `path` there."""
        answer = self.get(f"{city}/sign-in?next={path}")
        for _step in ("depart", "arrive"):
            answer = self.get(self.target(answer))
        return answer

    def follow(self, response):
        """Go where redirects lead, over all hosts."""
        while response.status_code in {302, 303, 308}:
            response = self.get(self.target(response))
        return response

    def target(self, response):
        """The address a redirect leads to, as `host/path`."""
        there = urlsplit(response.location)
        host = there.netloc or response.request.host
        return f"{host}{there.path}?{there.query}" if there.query else f"{host}{there.path}"

    def cookie(self, host, name):
        found = self.client.get_cookie(name, domain=self.host(host).partition(":")[0])
        return found.value if found else None

    def plant(self, host, name, value):
        self.client.set_cookie(name, value, domain=self.host(host).partition(":")[0])

    def send(self, method, address, **options):
        name, _slash, path = address.partition("/")
        base = f"{self.app.settings.scheme}://{self.host(name)}"
        return self.client.open(f"/{path}", base_url=base, method=method, **options)


def token_of(response):
    """The CSRF token of the first form of a page."""
    tag = re.search(r'<input[^>]*name="csrf_token"[^>]*>', response.text)[0]
    return re.search(r'value="([^"]+)"', tag)[1]
