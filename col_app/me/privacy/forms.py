"""How somebody shows that they are themselves, and that they mean it."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField

from col_app.people.accounts.forms import _


class DeletionForm(FlaskForm):
    """The password, of those who have one."""

    password = PasswordField(_("Present password"))
