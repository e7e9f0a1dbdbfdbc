"""In what surroundings the demo runs: a database of its own, and this machine only."""

import os
from argparse import ArgumentParser
from collections.abc import Sequence


def surround(arguments: Sequence[str]) -> None:
    """Prepare the environment of `manage.py demo`, before the settings are read from it.

    What the operator has set stays, except for the mode.
    """
    parser = ArgumentParser(add_help=False)
    parser.add_argument("--port", default="8000")
    port = parser.parse_known_args(arguments)[0].port
    address = f"http://localhost:{port}"
    os.environ["FOLKMOOT_MODE"] = "demo"
    os.environ.setdefault("DATABASE_URL", "sqlite:///var/demo.sqlite3")
    os.environ.setdefault("SITE_ADDRESS", address)
    os.environ.setdefault("LIVE_ORIGINS", f"{address},http://127.0.0.1:{port}")
