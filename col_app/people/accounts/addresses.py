"""E-mail addresses in one form, so that twins of an address are the same account."""

from __future__ import annotations

import unicodedata

import email_validator
from email_validator import EmailNotValidError, validate_email

# Reserved names (`.example`, `.test`) are as good as others: demo and tests use them, and a mail
# that cannot arrive only leaves an account unconfirmed.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


class AddressError(ValueError):
    """This is not an e-mail address that we can write to."""


def normal_form(text: str) -> str:
    """Trimmed, NFKC, lower case, ASCII (the domain by IDNA). Raises AddressError.

    Letters outside ASCII before the @ are refused: no two of them may look the same.
    """
    plain = unicodedata.normalize("NFKC", text.strip()).lower()
    try:
        valid = validate_email(plain, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as fault:
        raise AddressError from fault
    if valid.ascii_email is None:
        raise AddressError
    return valid.ascii_email.lower()
