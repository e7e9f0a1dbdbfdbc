"""A real browser on a real server. A page that breaks the security policy, or writes an error to
the console, fails the test it was opened in."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.e2e.browser import DESKTOP, QUIET, chromium
from tests.live.sockets import House, sign_in

# Playwright runs an event loop in this thread; the tests beside it use the database as ever.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

EXPECTED_STATUS = "the server responded with a status of 4"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = chromium()
    if not path:
        pytest.skip("no Chromium: apt install chromium")
    return browser_type_launch_args | {"executable_path": path, "args": QUIET}


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    house = House()
    house.start()
    yield house
    house.stop()
    connection.close()


class Visitor:
    """A browser of one person, and what went wrong in it."""

    def __init__(self, context: BrowserContext, house: House) -> None:
        self.context, self.house = context, house
        self.wrong: list[str] = []
        self.page = self.open_page()

    def open_page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(8000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        """A refused form is meant to answer 4xx; a cut connection is what some tests are about."""
        said = message.text
        meant = EXPECTED_STATUS in said or "WebSocket" in said or "ERR_INTERNET" in said
        if message.type in {"error", "warning"} and not meant:
            self.wrong.append(f"{message.type}: {said} {message.location}")

    def go(self, path: str) -> Page:
        self.page.goto(self.house.origin + path)
        return self.page


Open = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator[Open]:
    """`visit(ada)` opens a browser in which Ada is signed in; `visit()` is a stranger's."""
    opened: list[Visitor] = []

    def open_browser(user: Any = None, **options: Any) -> Visitor:
        context = browser.new_context(**({"viewport": DESKTOP} | options))
        if user:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": sign_in(user), "url": house.origin}])
        visitor = Visitor(context, house)
        opened.append(visitor)
        return visitor

    yield open_browser
    wrong = [line for visitor in opened for line in visitor.wrong]
    for visitor in opened:
        visitor.context.close()
    assert not wrong, "\n".join(wrong)
