"""What is asked before addresses change."""

from __future__ import annotations

from wtforms import PasswordField

from col_app.people.accounts.forms import AddressForm, _


class NewAddressForm(AddressForm):
    """A further address, and the password of those who have one."""

    password = PasswordField(_("Present password"), description=_("We ask it for every change."))
