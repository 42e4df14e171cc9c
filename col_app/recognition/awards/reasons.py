"""The checks of a verdict in words: what each is called, and the reason for what it found."""

from __future__ import annotations

from col_app.core.speech import gettext as _
from col_app.recognition import credentials as ob


def titles() -> dict[str, tuple[str, str, str]]:
    """For each check: its title when it passed, when it failed, when it was not made."""
    return {
        "form": (
            _("It is an Open Badge"),
            _("It is not an Open Badge as we know it"),
            _("The form was not checked"),
        ),
        "issuer_key": (
            _("The issuer is who it says"),
            _("The issuer is not shown to be who it says"),
            _("The issuer was not checked"),
        ),
        "signature": (
            _("The signature is valid"),
            _("The signature is not valid"),
            _("The signature was not checked"),
        ),
        "issuer": (
            _("The issuer is part of this network"),
            _("We do not know the issuer"),
            _("We do not know the issuer"),
        ),
        "dates": (
            _("It is in force today"),
            _("It is not in force today"),
            _("The dates were not checked"),
        ),
        "status": (
            _("It was not withdrawn"),
            _("Whether it was withdrawn could not be checked"),
            _("Whether it was withdrawn was not checked"),
        ),
        "recipient": (
            _("It belongs to this e-mail address"),
            _("It does not belong to this e-mail address"),
            _("The e-mail address was not checked"),
        ),
        "presentation": (
            _("What is shown together was signed together"),
            _("What is shown together is not as it was signed"),
            _("Nobody signed what is shown together"),
        ),
        "endorsements": (
            _("All endorsements in it are real"),
            _("An endorsement in it is not valid"),
            _("The endorsements were not checked"),
        ),
        "members": (
            _("All badges in it are real and in force"),
            _("A badge in it is not valid"),
            _("The badges in it were not checked"),
        ),
        "schema": (
            _("It holds everything that a badge needs"),
            _("It does not hold what a badge needs"),
            _("Whether it holds what a badge needs was not checked"),
        ),
    }


def reason(check: ob.Check) -> str:
    """Why a check found what it found, in one sentence."""
    if check.ok and check.reason_code == "ok":
        return _passed()[check.name]
    if check.said:
        return _(
            "%(reason)s In its words: “%(said)s”",
            reason=reason_of(check.reason_code),
            said=check.said,
        )
    return reason_of(check.reason_code)


def reason_of(code: str) -> str:
    """The sentence for the code of a reason."""
    if code.startswith("status_list_") and code != "status_list_of_another_issuer":
        code = "status_unreachable"
    for words in (_of_form, _of_issuers, _of_standing, _of_parts):
        if code in (found := words()):
            return found[code]
    return _("Something in the badge is not as it has to be.")


def _passed() -> dict[str, str]:
    return {
        "form": _("It is written as Open Badges says."),
        "issuer_key": _("It is proved by what the issuer itself publishes."),
        "signature": _("Nobody has changed the badge since it was signed."),
        "issuer": _("Its address belongs to this network."),
        "dates": _("Today lies within its dates."),
        "status": _("The issuer has not taken it back."),
        "recipient": _("The badge was given to exactly this address."),
        "presentation": _("No badge was taken out or put in since."),
        "endorsements": _("Each is signed by who gave it, and in force."),
        "members": _("Each was checked like a badge on its own."),
        "schema": _("It has all parts that the standard asks for."),
    }


def _of_form() -> dict[str, str]:
    return {
        "unreadable": _("There is no badge in it that we can read."),
        "picture_unreadable": _("There is not exactly one badge in this picture that we can read."),
        "no_badge_there": _("There is no badge at this address that we can read."),
        "address_unreachable": _("Nothing answers at this address."),
        "not_a_credential": _("It is something else than a badge."),
        "too_complex": _("It is made in a way that nobody needs for a badge."),
        "too_slow": _("It took too long to check. Please try again in a while."),
        "incomplete": _("It lacks something that every badge has."),
        "unusual_writing": _("It is written so that different readers read different things."),
        "own_context": _("It gives words another meaning than the standard does."),
        "nothing_shown": _("There is no badge in what is shown."),
        "not_as_described": _("Something in it is missing, or not as the standard asks."),
    }


def _of_issuers() -> dict[str, str]:
    return {
        "no_proof": _("It carries no signature."),
        "unknown_proof": _("It is signed in a way that we do not know."),
        "unknown_context": _("It uses words that we cannot look up."),
        "only_a_key": _("Its issuer is only a key without an address. Anybody can give it a name."),
        "key_of_another_issuer": _("It is signed with the key of somebody else."),
        "key_unknown": _("The issuer does not publish the key that signed it."),
        "key_exposed": _("Its key is known to everybody, so everybody could have signed it."),
        "unknown_key": _("The key of its issuer is of a kind that we do not know."),
        "unknown_issuer_kind": _("Its issuer has an address of a kind that we do not know."),
        "issuer_unreachable": _("The issuer could not be asked. Please try again later."),
        "issuer_unreadable": _("What the issuer says of itself cannot be read."),
        "issuer_unknown": _("What proves it is sound. Whether you trust the issuer is up to you."),
        "signature_wrong": _("The signature does not fit what the badge says."),
        "proof_for_another_purpose": _("The signature was made for something else."),
        "unsigned_content": _("It says something that was never signed."),
        "claims_missing": _("It does not repeat outside what stands inside, as the standard asks."),
        "parts_shown": _(
            "Only parts of the badge are shown; all of them are as they were signed. What its "
            "holder left out is not known."
        ),
        "not_signed": _("Each badge stands for itself. Who shows them is not known."),
        "claims_differ": _("It says one thing outside and another inside."),
        "hosted": _("It stands word for word at its issuer's own address."),
        "differs_from_hosted": _("At its issuer's own address it says something else."),
        "of_another_place": _("It does not stand at an address of its issuer."),
    }


def _of_standing() -> dict[str, str]:
    return {
        "not_yet_valid": _("Its first day lies ahead."),
        "expired": _("Its last day is over."),
        "dates_unreadable": _("Its dates cannot be read."),
        "no_status": _("The badge names no list of withdrawn badges."),
        "status_hidden": _("Its holder does not show the part that tells about withdrawing."),
        "status_message": _("The issuer marks it in its own words, which are for people to judge."),
        "newer_issued": _("The issuer has issued it anew. Ask for the newer one."),
        "unknown_status": _("It names a kind of list that we do not know."),
        "status_unreachable": _("The list of withdrawn badges could not be read."),
        "status_list_of_another_issuer": _("It names the list of somebody else."),
        "revoked": _("The issuer has taken it back."),
        "suspended": _("The issuer has taken it back for a while."),
        "another_recipient": _("The badge was given to another address."),
        "not_checked": _("What was found before makes this needless."),
    }


def _of_parts() -> dict[str, str]:
    return {
        "endorsement_not_valid": _("This says nothing about the badge itself."),
        "endorsement_of_another": _("It is about something else than this badge."),
        "endorsements_not_read": _(
            "Endorsements of badges before Open Badges 3.0 are not checked here."
        ),
        "member_altered": _("Somebody changed it, or whoever it names never signed it."),
        "member_revoked": _("The issuer has taken it back."),
        "member_expired": _("Its last day is over."),
        "member_not_yet_valid": _("Its first day lies ahead."),
        "member_cannot_check": _("We cannot tell whether it is real."),
    }
