"""Asking one address as one viewer, and what may be learnt from the answer."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpResponseBase
from django.urls import reverse

from tests.matrix.oracle import SIGNED_OUT, Content, may_know
from tests.matrix.rows import Row
from tests.matrix.world import NOBODYS, World

CANARY = re.compile(r"zq(\d{3})q", re.IGNORECASE)
ADDRESS = re.compile(r"mail-(\w+)@example\.org", re.IGNORECASE)
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"')
MISSING = 10**9 + 7
BY_SLUG = {"group", "propose", "propose_similar", "propose_step", "membership", "members", "desk"}


@dataclass(frozen=True)
class Heard:
    """An answer: its outcome in one word, and everything it said."""

    outcome: str
    status: int
    said: str

    def alike(self, other: "Heard") -> bool:
        return (self.status, self.said) == (other.status, other.said)


def url_of(name: str, row: Row, it: Content | None) -> str:
    """The address of a content, or of one that is not there."""
    pk = it.pk if it else MISSING
    given = dict(row.given)
    if row.of == "group" and name in BY_SLUG:
        community = "elsewhere" if it and it.place == "abroad" else "here"
        given |= {"community": community, "group": it.slug if it else "nowhere"}
    elif row.of == "invitation":
        given |= {"token": it.slug if it else "nowhere"}
    elif row.of == "stop":
        given |= {"what": "idea", "token": it.slug if it else "nowhere"}
    elif name == "idea":
        given |= {"pk": pk, "slug": it.slug if it else "nowhere"}
    elif row.of:
        given |= {"pk": pk}
    path = given.get("anything")
    url = f"/api/v1/{path}" if path else reverse(name, kwargs=given)
    return f"{url}?{row.query}" if row.query else url


def ask(world: World, viewer: str, url: str, **rest: Any) -> Heard:
    return heard(world.browsers[viewer].get(url, **rest), viewer, url)


def heard(response: HttpResponseBase, viewer: str, url: str) -> Heard:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    location = response.headers.get("Location", "")
    said = f"{location}\n{body.decode()}"
    outcome = _outcome(response.status_code, location, viewer)
    return Heard(outcome, response.status_code, _bare(said, url))


def _outcome(status: int, location: str, viewer: str) -> str:
    if 300 <= status < 400:
        return "login" if location.startswith("/accounts/login") else "ok"
    if status == 401 or (status == 403 and viewer in SIGNED_OUT):
        return "login"
    return {
        200: "ok",
        202: "ok",
        201: "ok",
        204: "ok",
        403: "refused",
        404: "missing",
        405: "method",
        410: "gone",
    }.get(status, str(status))


def _bare(said: str, url: str) -> str:
    """Without what differs from request to request: tokens, and the address that was asked."""
    path = url.partition("?")[0]
    for spelling in (quote(path, safe=""), quote(path), path):
        said = said.replace(spelling, "ADDRESS")
    return TOKEN.sub(r"\1", said)


def leaks(world: World, viewer: str, said: str, tells: tuple[str, ...] = ()) -> list[str]:
    """Canaries and addresses that are not for this viewer's eyes; kinds in `tells` are."""
    numbers = sorted({int(number) for number in CANARY.findall(said)})
    contents = [world.by_number(number) for number in numbers if number != NOBODYS]
    found = [str(it) for it in contents if it.kind not in tells and not may_know(viewer, it)]
    if NOBODYS in numbers:
        found.append("the name of who voted or flagged")
    if "address" not in tells:
        found += [f"address of {name}" for name in set(ADDRESS.findall(said)) if name != viewer]
    return found
