"""Text forms of bytes: base58btc, multibase and base64url without padding."""

import base64
import binascii

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGIT = {letter: number for number, letter in enumerate(ALPHABET)}
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_TEN_DIGITS = 58**10
_TWO_DIGITS = 58**2


def base58(data: bytes) -> str:
    """Encode as base58btc, ten digits per division: a signature takes microseconds."""
    number = int.from_bytes(data, "big")
    pairs: list[str] = []
    while number:
        number, block = divmod(number, _TEN_DIGITS)
        for _ in range(5):
            block, pair = divmod(block, _TWO_DIGITS)
            pairs.append(_PAIRS[pair])
    pairs.reverse()
    digits = "".join(pairs).lstrip("1")
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def unbase58(text: str) -> bytes:
    """Decode base58btc; raise ValueError for a letter outside the alphabet."""
    number = 0
    for letter in text:
        if letter not in _DIGIT:
            raise ValueError(f"{letter!r} is not a base58btc letter")
        number = number * 58 + _DIGIT[letter]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multibase(data: bytes) -> str:
    """Multibase base58btc, as Multikey and proofValue want it."""
    return "z" + base58(data)


def unmultibase(text: str, limit: int = 200) -> bytes:
    """Read multibase base58btc of at most ``limit`` letters (decoding is quadratic)."""
    if not text.startswith("z") or len(text) > limit:
        raise ValueError("not a short base58btc multibase text")
    return unbase58(text[1:])


def unmultibase64(text: str, limit: int) -> bytes:
    """Read multibase base64url without padding of at most ``limit`` letters."""
    if not text.startswith("u") or len(text) > limit:
        raise ValueError("not a base64url multibase text of allowed length")
    return unbase64url(text[1:])


def base64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unbase64url(text: str) -> bytes:
    """Strict base64url without padding; raise ValueError for anything else."""
    try:
        data = text.translate(_TO_STANDARD).encode("ascii") + b"=" * (-len(text) % 4)
        return base64.b64decode(data, validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64url") from error


_TO_STANDARD = str.maketrans({"-": "+", "_": "/", "+": "!", "/": "!", "=": "!"})
