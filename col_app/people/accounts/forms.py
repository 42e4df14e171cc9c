"""What people type about their account, as clean values."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from col_app.core import clock
from col_app.core.i18n import INTERFACE, own_name
from col_app.people.accounts import actions, addresses, passwords

# Sentences become text when they are shown; WTForms is typed for text alone.
_: Callable[[str], str] = lazy_gettext  # type: ignore[assignment]

OLDEST = 120
ADDRESS_MAX = 254


def required(message: str) -> InputRequired:
    """The field must be filled in; the message says what is missed."""
    return InputRequired(message=message)


def known_languages() -> list[tuple[str, str]]:
    """The languages of the interface, by the names they call themselves."""
    return [(lang, own_name(lang)) for lang in INTERFACE]


def check_password(_form: FlaskForm, field: Field) -> None:
    """Refuse passwords that cannot be chosen."""
    email = getattr(_form, "email", None)
    try:
        passwords.check_choice(field.data or "", (email.data or "") if email else "")
    except passwords.PasswordTooShortError as fault:
        raise ValidationError(_("Use at least 8 characters.")) from fault
    except passwords.PasswordTooLongError as fault:
        raise ValidationError(_("Use at most 128 characters.")) from fault
    except passwords.PasswordTooCommonError as fault:
        raise ValidationError(
            _("Many people use this password. Choose one that nobody would guess.")
        ) from fault


def check_name(_form: FlaskForm, field: Field) -> None:
    """Refuse names that are empty or too long."""
    name = actions.clean_name(field.data or "")
    if not name:
        raise ValidationError(_("Tell us what to call you."))
    if len(name) > 80:
        raise ValidationError(_("Use at most 80 characters."))


def check_address(_form: FlaskForm, field: Field) -> None:
    """Refuse what is no e-mail address."""
    try:
        addresses.normal_form(field.data or "")
    except addresses.AddressError as fault:
        raise ValidationError(
            _("This does not look like an e-mail address, for example ona@example.org.")
        ) from fault


def check_birth_year(_form: FlaskForm, field: Field) -> None:
    """Refuse years in which nobody alive was born."""
    year = clock.now().year
    if not isinstance(field.data, int) or not year - OLDEST <= field.data <= year:
        raise ValidationError(_("Give the year with four digits, for example 2008."))


class SignInForm(FlaskForm):
    """Who somebody says they are."""

    email = EmailField(
        _("E-mail address"), [required(_("Give your e-mail address.")), Length(max=ADDRESS_MAX)]
    )
    password = PasswordField(_("Password"), [required(_("Give your password."))])


class AddressForm(FlaskForm):
    """Where to write to."""

    email = EmailField(
        _("E-mail address"),
        [required(_("Give your e-mail address.")), Length(max=ADDRESS_MAX), check_address],
    )


class ProfileForm(FlaskForm):
    """How the person is called and spoken to."""

    name = StringField(_("Your name"), [required(_("Tell us what to call you.")), check_name])
    lang = SelectField(
        _("Language"), choices=known_languages, description=_("For pages and messages.")
    )


class FirstPasswordForm(FlaskForm):
    """A password for somebody who signed in by links until now."""

    new = PasswordField(
        _("New password"),
        [required(_("Choose a password.")), check_password],
        description=_("At least 8 characters. A few words in a row are good."),
    )


class PasswordForm(FirstPasswordForm):
    """A new password, asked for together with the present one."""

    current = PasswordField(_("Present password"), [required(_("Give your password."))])
