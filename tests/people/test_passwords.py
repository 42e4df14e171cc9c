import pytest

from col_app.people.accounts import addresses, passwords
from col_app.people.accounts.consent_age import consent_age, may_consent


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("seven77", passwords.PasswordTooShortError),
        ("x1" * 65, passwords.PasswordTooLongError),
        ("password", passwords.PasswordTooCommonError),
        ("Password123!", passwords.PasswordTooCommonError),
        ("qwertyuiop", passwords.PasswordTooCommonError),
        ("aaaaaaaaaa", passwords.PasswordTooCommonError),
        ("ona@col.example", passwords.PasswordTooCommonError),
    ],
)
def test_bad_choices_are_refused(password, fault):
    with pytest.raises(fault):
        passwords.check_choice(password, "ona@col.example")


@pytest.mark.parametrize(
    "password", ["eight ch", "🦆" * 3 + " ponds", "ž" * 4 + "uvis", "ab" + "c" * 126]
)
def test_long_words_spaces_and_pictures_are_fine(password):
    passwords.check_choice(password)


def test_the_same_accent_typed_in_two_ways_is_the_same_password():
    stored = passwords.make_hash("ru\u0304ta ir tramvajai")

    assert passwords.fits("r\u016bta ir tramvajai", stored)


def test_nobody_has_a_password():
    assert not passwords.fits("nobody has this password", None)


def test_hashes_are_argon2id_as_owasp_advises():
    assert passwords.make_hash("four green trams").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Ona@Col.Example ", "ona@col.example"),
        ("ｏｎａ@col.example", "ona@col.example"),
        ("ona@žuvis.lt", "ona@xn--uvis-kbb.lt"),
        ("ona+city@col.example", "ona+city@col.example"),
    ],
)
def test_addresses_have_one_form(typed, stored):
    assert addresses.normal_form(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ona",
        "ona@",
        "@col.example",
        "ona@col",
        "ına@col.example",
        "a b@col.example",
        "ona@col.example\r\nBcc: x@y.example",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(addresses.AddressError):
        addresses.normal_form(typed)


def test_the_age_of_consent_follows_the_country():
    assert [consent_age(country) for country in ("LT", "IT", "SI", "NL", None, "XX")] == [
        14, 14, 15, 16, 16, 16,
    ]  # fmt: skip


def test_only_who_has_surely_reached_the_age_may_consent():
    assert [may_consent(2026 - years, "LT", 2026) for years in (14, 15)] == [False, True]
