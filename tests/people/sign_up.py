"""The three steps of signing up, as a browser without JavaScript takes them."""

from tests.people.browsers import PASSWORD

ABOUT = {"name": "Rūta", "birth_year": "1999", "lang": "lt"}


def start(browser, city="", then="/"):
    """The query of the journey: from a city's page, or from the apex alone."""
    if not city:
        return f"next={then}"
    form = browser.follow(browser.get(f"{city}/sign-up?next={then}"))
    return form.request.query_string.decode()


def address_step(browser, query, email, password=PASSWORD, **fields):
    return browser.fill(f"apex/sign-up?{query}", email=email, password=password, **fields)


def about_step(browser, query, **fields):
    return browser.fill(f"apex/sign-up/about?{query}", **ABOUT | fields)


def interests_step(browser, query, **fields):
    return browser.fill(f"apex/sign-up/interests?{query}", **fields)


def sign_up(browser, email, city="", then="/", **fields):
    """All steps; the last answer."""
    query = start(browser, city, then)
    by = {name: fields.pop(name) for name in ("password", "by") if name in fields}
    answers = {name: fields.pop(name) for name in ("topic", "need") if name in fields}
    address_step(browser, query, email, **by)
    answer = about_step(browser, query, **fields)
    if not city or answer.status_code != 303:
        return answer
    return interests_step(browser, query, **answers)
