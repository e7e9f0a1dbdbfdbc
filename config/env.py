"""Typed readers of the environment, the only place where Folkmoot is configured.

A value that cannot be read stops the start with the name of the variable and what it should be.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, str(default)).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is {value!r}; say 1 or 0.")
    return value in TRUE


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; say a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas; empty parts are left out."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(url: str, base: Path) -> dict[str, Any]:
    """Settings of one database from `sqlite:///path` or `postgres://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(_file(parts, base))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(parts)
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}; say sqlite or postgres."
    )


def _file(parts: SplitResult, base: Path) -> Path:
    path = Path(unquote(parts.netloc + parts.path).removeprefix("/") or "var/folkmoot.sqlite3")
    absolute = parts.path.startswith("//")
    return Path("/") / str(path).lstrip("/") if absolute else base / path


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    synchronous = text("SQLITE_SYNCHRONOUS", "FULL").upper()
    if synchronous not in {"FULL", "NORMAL"}:
        raise ImproperlyConfigured("SQLITE_SYNCHRONOUS is FULL (default) or NORMAL.")
    pragmas = (
        f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
    )
    return {
        "ENGINE": "config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
    }


def _postgres(parts: SplitResult) -> dict[str, Any]:
    low, high = number("DATABASE_POOL_MIN", 1), number("DATABASE_POOL_MAX", 8)
    options: dict[str, Any] = {"pool": {"min_size": low, "max_size": high, "timeout": 20}}
    options |= dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def mail(url: str) -> dict[str, Any]:
    """The mailer that really sends: `smtp://user:password@host:25`, `smtp+tls://…:587`, `smtps://…:465`,
    `console:` or `dummy:`."""
    parts = urlsplit(url)
    plain = {
        "console": "django.core.mail.backends.console.EmailBackend",
        "dummy": "django.core.mail.backends.dummy.EmailBackend",
        "memory": "django.core.mail.backends.locmem.EmailBackend",
    }
    if parts.scheme in plain:
        return {"BACKEND": plain[parts.scheme]}
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"}:
        raise ImproperlyConfigured("EMAIL_URL begins with smtp, smtp+tls, smtps, console or dummy.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 30,
        },
    }
