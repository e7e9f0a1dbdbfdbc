"""`make screenshots`: the main pages of a fresh demo, on phone and desktop, light and dark.

All of them go to var/screenshots; those that the documents show go to docs/pictures.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browser import DESKTOP, PHONE, QUIET, chromium

BASE = Path(__file__).resolve().parent.parent.parent
OUT, PICTURES = BASE / "var" / "screenshots", BASE / "docs" / "pictures"
PASSWORD, MODERATOR = "folkmoot-demo", "mira@halvermere.example"
SIZES, SCHEMES = {"phone": PHONE, "desktop": DESKTOP}, ("light", "dark")
GROUP = "/c/halvermere/better-customer-service/"
PAGES = {
    "home": ("/", ""),
    "group": (GROUP, ""),
    "idea": ("/ideas/1/", ""),
    "propose": (f"{GROUP}propose", MODERATOR),
    "queue": ("/desk/", MODERATOR),
}
SHOWN = {"idea-desktop-light": "idea", "queue-desktop-light": "queue", "group-phone-dark": "phone"}
PATIENCE = 120


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for size in SIZES:
            for scheme in SCHEMES:
                _take_all(browser, origin, size, scheme)
        browser.close()
    for source, name in SHOWN.items():
        shutil.copy(OUT / f"{source}.png", PICTURES / f"{name}.png")
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(BASE)}")


@contextmanager
def demo() -> Iterator[str]:
    """A demo on a database and a port of its own; answers its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}
        command = [sys.executable, "manage.py", "demo", "--port", str(port)]
        running = subprocess.Popen(command, cwd=BASE, env=environment)
        try:
            _wait(f"http://localhost:{port}/", running)
            yield f"http://localhost:{port}"
        finally:
            running.terminate()
            running.wait(20)


def _wait(address: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 2):
        if running.poll() is not None:
            raise SystemExit("The demo did not start.")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The demo did not answer.")


def _take_all(browser: Browser, origin: str, size: str, scheme: str) -> None:
    for name, (address, who) in PAGES.items():
        context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        if who:
            _sign_in(page, origin, who)
        page.goto(origin + address)
        page.wait_for_load_state("load")
        page.screenshot(path=OUT / f"{name}-{size}-{scheme}.png")
        page.screenshot(path=OUT / f"{name}-{size}-{scheme}-whole.png", full_page=True)
        context.close()


def _sign_in(page: Page, origin: str, who: str) -> None:
    page.goto(f"{origin}/accounts/login/")
    page.locator("[name=login]").fill(who)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)


if __name__ == "__main__":
    main()
