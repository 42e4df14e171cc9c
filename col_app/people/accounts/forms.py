"""What people type about their account, as clean values."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, IntegerField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from col_app.core import clock
from col_app.core.i18n import INTERFACE, own_name
from col_app.people.accounts import actions, addresses, passwords

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
        raise ValidationError(_l("Use at least 8 characters.")) from fault
    except passwords.PasswordTooLongError as fault:
        raise ValidationError(_l("Use at most 128 characters.")) from fault
    except passwords.PasswordTooCommonError as fault:
        raise ValidationError(
            _l("Many people use this password. Choose one that nobody would guess.")
        ) from fault


def _check_name(_form: FlaskForm, field: Field) -> None:
    name = actions.clean_name(field.data or "")
    if not name:
        raise ValidationError(_l("Tell us what to call you."))
    if len(name) > 80:
        raise ValidationError(_l("Use at most 80 characters."))


def _check_address(_form: FlaskForm, field: Field) -> None:
    try:
        addresses.normal_form(field.data or "")
    except addresses.AddressError as fault:
        raise ValidationError(
            _l("This does not look like an e-mail address, for example ona@example.org.")
        ) from fault


def _check_birth_year(_form: FlaskForm, field: Field) -> None:
    year = clock.now().year
    if not isinstance(field.data, int) or not year - OLDEST <= field.data <= year:
        raise ValidationError(_l("Give the year with four digits, for example 2008."))


class SignInForm(FlaskForm):
    """Who somebody says they are."""

    email = EmailField(
        _l("E-mail address"), [_required(_l("Give your e-mail address.")), Length(max=_ADDRESS_MAX)]
    )
    password = PasswordField(_l("Password"), [_required(_l("Give your password."))])


class SignUpForm(FlaskForm):
    """A new account."""

    email = EmailField(
        _l("E-mail address"),
        [_required(_l("Give your e-mail address.")), Length(max=_ADDRESS_MAX), _check_address],
    )
    name = StringField(
        _l("Your name"),
        [_required(_l("Tell us what to call you.")), _check_name],
        description=_l("This is how organisers and your badges call you."),
    )
    password = PasswordField(
        _l("Password"),
        [_required(_l("Choose a password.")), _check_password],
        description=_l("At least 8 characters. A few words in a row are good."),
    )
    birth_year = IntegerField(
        _l("Year of birth"),
        [_check_birth_year],
        description=_l("We need it to know whether you may open an account by yourself."),
    )
    lang = SelectField(_l("Language"), choices=_known_languages)


class ProfileForm(FlaskForm):
    """How the person is called and spoken to."""

    name = StringField(_l("Your name"), [_required(_l("Tell us what to call you.")), _check_name])
    lang = SelectField(_l("Language"), choices=_known_languages)


class PasswordForm(FlaskForm):
    """A new password, asked for together with the present one."""

    current = PasswordField(_l("Present password"), [_required(_l("Give your password."))])
    new = PasswordField(
        _l("New password"),
        [_required(_l("Choose a password.")), _check_password],
        description=_l("At least 8 characters. A few words in a row are good."),
    )
