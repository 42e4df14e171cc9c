"""What an app server loads: `granian --interface wsgi wsgi:app`."""

import gc

from col_app import create_app

app = create_app()

# What is loaded now stays for ever: looking through it again and again for garbage costs a tenth
# of every request.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 50, 1_000)
