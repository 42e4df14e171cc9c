"""`python -m col_app.cli`, for children that are started without a PATH."""

from col_app.cli import main

main()
