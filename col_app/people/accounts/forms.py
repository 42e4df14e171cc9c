"""What people type about their account, as clean values."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, IntegerField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from col_app.core import clock
from col_app.core.i18n import INTERFACE, own_name
from col_app.people.accounts import actions, addresses, passwords

# Sentences become text when they are shown; WTForms is typed for text alone.
_: Callable[[str], str] = lazy_gettext  # type: ignore[assignment]

OLDEST = 120
_ADDRESS_MAX = 254


def _required(message: str) -> InputRequired:
    return InputRequired(message=message)


def _known_languages() -> list[tuple[str, str]]:
    return [(lang, own_name(lang)) for lang in INTERFACE]


def _check_password(_form: FlaskForm, field: Field) -> None:
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


def _check_name(_form: FlaskForm, field: Field) -> None:
    name = actions.clean_name(field.data or "")
    if not name:
        raise ValidationError(_("Tell us what to call you."))
    if len(name) > 80:
        raise ValidationError(_("Use at most 80 characters."))


def _check_address(_form: FlaskForm, field: Field) -> None:
    try:
        addresses.normal_form(field.data or "")
    except addresses.AddressError as fault:
        raise ValidationError(
            _("This does not look like an e-mail address, for example ona@example.org.")
        ) from fault


def _check_birth_year(_form: FlaskForm, field: Field) -> None:
    year = clock.now().year
    if not isinstance(field.data, int) or not year - OLDEST <= field.data <= year:
        raise ValidationError(_("Give the year with four digits, for example 2008."))


class SignInForm(FlaskForm):
    """Who somebody says they are."""

    email = EmailField(
        _("E-mail address"), [_required(_("Give your e-mail address.")), Length(max=_ADDRESS_MAX)]
    )
    password = PasswordField(_("Password"), [_required(_("Give your password."))])


class SignUpForm(FlaskForm):
    """A new account."""

    email = EmailField(
        _("E-mail address"),
        [_required(_("Give your e-mail address.")), Length(max=_ADDRESS_MAX), _check_address],
    )
    name = StringField(
        _("Your name"),
        [_required(_("Tell us what to call you.")), _check_name],
        description=_("This is how organisers and your badges call you."),
    )
    password = PasswordField(
        _("Password"),
        [_required(_("Choose a password.")), _check_password],
        description=_("At least 8 characters. A few words in a row are good."),
    )
    birth_year = IntegerField(
        _("Year of birth"),
        [_check_birth_year],
        description=_("We need it to know whether you may open an account by yourself."),
    )
    lang = SelectField(
        _("Language"), choices=_known_languages, description=_("For pages and messages.")
    )


class ProfileForm(FlaskForm):
    """How the person is called and spoken to."""

    name = StringField(_("Your name"), [_required(_("Tell us what to call you.")), _check_name])
    lang = SelectField(
        _("Language"), choices=_known_languages, description=_("For pages and messages.")
    )


class PasswordForm(FlaskForm):
    """A new password, asked for together with the present one."""

    current = PasswordField(_("Present password"), [_required(_("Give your password."))])
    new = PasswordField(
        _("New password"),
        [_required(_("Choose a password.")), _check_password],
        description=_("At least 8 characters. A few words in a row are good."),
    )
