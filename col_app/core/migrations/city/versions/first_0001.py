"""What a city of the first release is made of: its script is rendered from the models."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: a new city starts here."""
