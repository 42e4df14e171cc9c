"""What somebody without an account is asked."""

from __future__ import annotations

from wtforms import StringField

from col_app.people.accounts.forms import AddressForm, _, check_name, required


class GuestForm(AddressForm):
    """Where to write to, and how to call somebody."""

    name = StringField(
        _("Your name"),
        [required(_("Tell us what to call you.")), check_name],
        description=_("The organiser sees your name on the list of people who come."),
    )
