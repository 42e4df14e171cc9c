"""The network hears whose awards this city has given, so that a wallet finds them."""

import sqlalchemy as sa
from alembic import op

revision = "wallet"
down_revision = "recognise"

HOLDERS = """
    update network.registered_award as target set person_id = w.person_id
    from award w where target.public_id = w.public_id
"""


def upgrade() -> None:
    """Tell what was awarded before."""
    op.execute(sa.text(HOLDERS))
