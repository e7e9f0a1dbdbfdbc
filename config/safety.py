"""What must hold before a start: nothing unsafe in production, a secret of its own elsewhere."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import env


def local_secret(base: Path, production: bool) -> str:
    """A random key kept beside the local database, so that nobody shares a well-known one."""
    if production:
        raise ImproperlyConfigured("SECRET_KEY is not set; give 50 random characters or more.")
    path = base / "var" / "secret_key"
    path.parent.mkdir(exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text() or "a-key-for-one-start-" + secrets.token_urlsafe(48)


def socket_addresses(origins: list[str]) -> list[str]:
    """The websocket twin of every origin, for browsers whose 'self' does not cover ws:."""
    return [origin.replace("http", "ws", 1) for origin in origins if origin.startswith("http")]


def test_database(settings: dict[str, Any], base: Path) -> dict[str, str]:
    """A file of its own per tester, since an in-memory database locks under a server thread."""
    name = "test_folkmoot_" + env.text("FOLKMOOT_TEST_NAME", "main")
    if settings["ENGINE"] == "config.sqlite":
        return {"NAME": str(base / "var" / f"{name}.sqlite3")}
    return {"NAME": name}


def refuse_unsafe(settings: dict[str, Any]) -> None:
    """Raise ImproperlyConfigured naming every unsafe value of a production start."""
    wrong = [sentence for broken, sentence in _complaints(settings) if broken]
    if wrong:
        raise ImproperlyConfigured("Production does not start: " + " ".join(wrong))


def _complaints(settings: dict[str, Any]) -> list[tuple[bool, str]]:
    hosts, key = settings["ALLOWED_HOSTS"], settings["SECRET_KEY"]
    local = {"localhost", "127.0.0.1", "*"}
    address, mailer = settings["SITE_ADDRESS"], settings["MAILERS"]["outside"]["BACKEND"]
    return [
        (settings["DEBUG"], "DEBUG is on; leave it unset."),
        (len(key) < 50 or len(set(key)) < 5, "SECRET_KEY is short; give 50 random characters."),
        (not hosts, "ALLOWED_HOSTS is empty; name your hosts."),
        ("*" in hosts, "ALLOWED_HOSTS contains *; name your hosts."),
        (
            not address.startswith("https://") and not _is_local(address, local),
            "SITE_ADDRESS does not begin with https://; give the public address.",
        ),
        (not settings["HTTPS"] and not _is_local(address, local), "HTTPS is off; leave it unset."),
        ("smtp" not in mailer, "EMAIL_URL is not an SMTP server; people would never be told."),
    ]


def _is_local(address: str, local: set[str]) -> bool:
    return address.rsplit("//", maxsplit=1)[-1].split(":", maxsplit=1)[0] in local
