"""What the script of the first release makes: a new city starts here."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    pass
