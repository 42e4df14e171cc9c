"""What an app server loads: `granian --interface wsgi wsgi:app`."""

from col_app import create_app

app = create_app()
