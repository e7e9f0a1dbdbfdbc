"""The API described for people: every address of the OpenAPI document, every kind of error."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from config.api_errors import KINDS

METHODS = ("get", "post", "put", "patch", "delete")
WHAT_TO_DO: dict[str, str | Promise] = {
    "invalid": _("A field is wrong. `errors` has the sentences by field; correct them and send."),
    "sign-in": _("Nobody is signed in. Send a session token, or sign in under /api/v1/auth/."),
    "not-allowed": _("You may not do this, or not now. `detail` says why."),
    "not-found": _("There is nothing here, or nothing that you may see: the answer is the same."),
    "wrong-method": _("This address does not take that method. `Allow` names those it takes."),
    "wrong-format": _("Answers are JSON; ask for application/json."),
    "conflict": _(
        "Somebody saved another version meanwhile. `current` is it: compare, and send yours again "
        "with its version."
    ),
    "removed": _("What was here was removed. A mark says by which rule and when."),
    "too-large": _("The body is too large; send less at once."),
    "wrong-content-type": _("Send application/json in UTF-8."),
    "too-many": _(
        "That was a lot in a short time. `Retry-After` says in how many seconds to go on."
    ),
}


@dataclass(frozen=True)
class Value:
    name: str
    place: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """One method of one address, as the document has it."""

    name: str
    method: str
    path: str
    room: str
    says: str
    values: tuple[Value, ...]
    answers: tuple[str, ...]


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    rooms = [(room, list(rows)) for room, rows in groupby(operations(), lambda row: row.room)]
    return render(request, "api/page.html", {"rooms": rooms})


@require_safe
def api_error_page(request: HttpRequest) -> HttpResponse:
    kinds = [(kind, status, WHAT_TO_DO[kind]) for status, kind in KINDS.items()]
    return render(request, "api/errors.html", {"kinds": kinds})


@lru_cache(maxsize=1)
def operations() -> list[Operation]:
    """Read once a process: the addresses cannot change under it."""
    paths: dict[str, dict[str, Any]] = SchemaGenerator().get_schema(request=None, public=True)[
        "paths"
    ]
    rows = [
        _operation(path, method, methods[method])
        for path, methods in paths.items()
        for method in METHODS
        if method in methods
    ]
    return sorted(rows, key=lambda row: (row.room, row.path))


def _operation(path: str, method: str, about: dict[str, Any]) -> Operation:
    return Operation(
        name=about["operationId"],
        method=method.upper(),
        path=path,
        room=about.get("tags", [""])[0],
        says=about.get("description", ""),
        values=tuple(_values(about)),
        answers=tuple(about.get("responses", {})),
    )


def _values(about: dict[str, Any]) -> list[Value]:
    given = [
        Value(row["name"], row["in"], _kind(row.get("schema", {})), row.get("required", False))
        for row in about.get("parameters", [])
    ]
    for media, body in about.get("requestBody", {}).get("content", {}).items():
        given.append(Value(_kind(body.get("schema", {})), media, "body", required=True))
    return given


def _kind(schema: dict[str, Any]) -> str:
    name = schema.get("$ref", "").rpartition("/")[2]
    return name or str(schema.get("type", ""))
