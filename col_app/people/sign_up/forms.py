"""What the first two steps ask."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import IntegerField, PasswordField, SelectField, StringField

from col_app.people.accounts.forms import (
    AddressForm,
    _,
    check_birth_year,
    check_name,
    check_password,
    known_languages,
    required,
)


class PasswordStepForm(AddressForm):
    """The first step."""

    password = PasswordField(
        _("Password"),
        [required(_("Choose a password.")), check_password],
        description=_("At least 8 characters. A few words in a row are good."),
    )


class AboutForm(FlaskForm):
    """The second step."""

    name = StringField(
        _("Name to show"),
        [required(_("Tell us what to call you.")), check_name],
        description=_("This is how organisers and your badges call you."),
    )
    birth_year = IntegerField(
        _("Year of birth"),
        [check_birth_year],
        description=_("We need it to know whether you may open an account by yourself."),
    )
    lang = SelectField(
        _("Language"), choices=known_languages, description=_("For pages and messages.")
    )
