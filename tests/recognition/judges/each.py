"""Run a judge that takes one badge on many, in one process: each.py JUDGE.py LIST ORIGIN."""

import json
import runpy
import sys
from pathlib import Path

judge, listed, origin = sys.argv[1:]
verdicts = []
for badge in Path(listed).read_text(encoding="utf-8").split():
    sys.argv = [judge, badge, "--origin", origin, "--quiet"]
    try:
        runpy.run_path(judge, run_name="__main__")
        verdicts.append("no verdict")
    except SystemExit as said:
        verdicts.append(said.code)
Path(f"{listed}.verdicts").write_text(json.dumps(verdicts), encoding="utf-8")
