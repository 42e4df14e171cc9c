"""The app without its servers: its routes, templates and tables can be looked at all the same."""

import base64

import pytest

from col_app import create_app
from col_app.config import Settings


@pytest.fixture(scope="session")
def bare_app():
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"
    return create_app(
        Settings(
            database_url=nowhere,
            admin_database_url=nowhere,
            redis_url="redis://127.0.0.1:9/0",
            secret_key=base64.b64encode(b"x" * 32).decode(),
            key_encryption_key=b"k" * 32,
            base_domain="learningcities.localhost:8000",
            issuer_domain="learningcities.net",
        ),
        testing=True,
    )
