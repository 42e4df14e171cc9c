"""Objects that rooms share: no logic here."""

from __future__ import annotations

from flask_login import LoginManager
from flask_wtf import CSRFProtect

from col_app.core.db import db

csrf = CSRFProtect()
login = LoginManager()

__all__ = ["csrf", "db", "login"]
