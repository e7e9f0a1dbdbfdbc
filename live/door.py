"""Who may come in: the origin of the page, the session in the cookie, and how many of each."""

import ipaddress
from collections import Counter
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.utils.crypto import constant_time_compare

from accounts.models import User
from activity import circumstances

MOST_PER_PERSON = 20
MOST_AT_ALL = 10_000

LONGEST_SESSION_KEY = 40

Scope = dict[str, Any]
Person = User | AnonymousUser


@dataclass(frozen=True)
class Guest:
    """Who is at the other end of a socket: a session's key, and its person when signed in."""

    session: str = ""
    person_id: int | None = None


def is_ours(scope: Scope) -> bool:
    """A page of ours opened this socket: the full origin is listed, or in development it is this
    very host. A browser always says its origin; whoever says none is refused too."""
    headers = _headers(scope)
    origin, host = headers.get("origin", ""), headers.get("host", "")
    if not origin or origin == "null":
        return False
    if origin in settings.LIVE_ORIGINS:
        return True
    if settings.PRODUCTION:
        return False
    name, _port = split_domain_port(host)
    scheme = "https" if scope.get("scheme") == "wss" else "http"
    allowed = bool(name) and validate_host(name, settings.ALLOWED_HOSTS)
    return allowed and origin == f"{scheme}://{host}"


def session_key(scope: Scope) -> str:
    """The key in the cookie, when it looks like one; a database may choke on anything else."""
    try:
        cookies = SimpleCookie(_headers(scope).get("cookie", ""))
    except CookieError:
        return ""
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    is_key = found is not None and found.value.isascii() and found.value.isalnum()
    return found.value[:LONGEST_SESSION_KEY] if found and is_key else ""


def person(session: str) -> Person:
    """Whom this session stands for, read afresh; writes nothing, unlike Django's own reader."""
    if not session:
        return AnonymousUser()
    data = import_module(settings.SESSION_ENGINE).SessionStore(session).load()
    user = User.objects.filter(pk=data.get(SESSION_KEY) or 0, is_active=True).first()
    if user is None or not _signed_by(user, data.get(HASH_SESSION_KEY, "")):
        return AnonymousUser()
    return user


def guest(session: str) -> Guest:
    user = person(session)
    return Guest(session, user.pk) if user.is_authenticated else Guest()


def address(scope: Scope) -> str:
    """Of an IPv6 address its /64, since a household has all of them."""
    request = HttpRequest()
    forwarded = _headers(scope).get("x-forwarded-for", "")
    client = scope.get("client") or ("", 0)
    request.META = {"REMOTE_ADDR": client[0], "HTTP_X_FORWARDED_FOR": forwarded}
    found = circumstances.address(request)
    try:
        version = ipaddress.ip_address(found).version
    except ValueError:
        return "unknown"
    return circumstances.prefix(found) if version == 6 else found


class Cloakroom:
    """Counts who is inside, so that nobody fills the house alone."""

    def __init__(self) -> None:
        self._inside: Counter[str] = Counter()

    def enter(self, address: str, guest: Guest) -> bool:
        if not self._has_room(address, guest):
            return False
        self._inside.update(_coats(address, guest))
        return True

    def leave(self, address: str, guest: Guest) -> None:
        for coat in _coats(address, guest):
            self._inside[coat] -= 1
            if not self._inside[coat]:
                del self._inside[coat]

    def _has_room(self, address: str, guest: Guest) -> bool:
        limits = [(f"at {address}", settings.LIVE_SOCKETS_PER_ADDRESS), ("all", MOST_AT_ALL)]
        if guest.person_id:
            limits.append((f"person {guest.person_id}", MOST_PER_PERSON))
        return all(self._inside[name] < most for name, most in limits)


def _coats(address: str, guest: Guest) -> list[str]:
    mine = [f"person {guest.person_id}"] if guest.person_id else []
    return ["all", f"at {address}", *mine]


def _headers(scope: Scope) -> dict[str, str]:
    """Repeated ones are joined, as the pages' server does it."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        joint = "; " if name == "cookie" else ","
        found[name] = f"{found[name]}{joint}{value}" if name in found else value
    return found


def _signed_by(user: User, given: str) -> bool:
    """The session was made with this person's present password, under this or an older secret."""
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(given, one) for one in hashes)
