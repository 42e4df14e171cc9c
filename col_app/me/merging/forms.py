"""How somebody shows that another account is theirs too, and that they are themselves."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField

from col_app.people.accounts.forms import AddressForm, _


class OtherAccountForm(AddressForm):
    """The other account: its address, and its password unless a link is to be sent."""

    password = PasswordField(_("Password of the other account"))


class AgreeForm(FlaskForm):
    """The password of this account, of those who have one."""

    password = PasswordField(_("Present password"), description=_("Of the account that stays."))
