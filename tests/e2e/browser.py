"""Debian's Chromium, and the sizes people have."""

import shutil

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Its path, empty where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""
