"""Bodies that no honest form or program sends, and where to send them: every address that takes a
write, as somebody who may, so that nothing but the body is wrong."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.matrix.asking import url_of
from tests.matrix.cells import NAMED, contents_of
from tests.matrix.oracle import Content
from tests.matrix.rows import ROWS
from tests.matrix.world import World
from tests.matrix.write_rows import WRITES
from tests.matrix.writing import Write

SIGNED_IN_FIRST = (*NAMED[1:], *NAMED[:1])
DIGITS = "9" * 10_000
JSON_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a text": b'"text"',
    "a number": b"1",
    "null": b"null",
    "half a character": b'{"text": "\xff\xfe"}',
    "nesting": b"[" * 50_000 + b"]" * 50_000,
    "nested objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "not a number": b'{"version": NaN, "stand": NaN, "side": NaN}',
    "infinity": b'{"version": 1e999, "stand": 1e999, "side": 1e999, "up_to": 1e999}',
}
# Each is put in the place of every field by itself.
JSON_VALUES: dict[str, Any] = {
    "NUL": "a\x00b",
    "a lone surrogate": "\ud83d",
    "null": None,
    "true": True,
    "a list": [],
    "an object": {"$gt": ""},
    "deep": {"a": [[[[{}]]]]},
    "digits": DIGITS,
    "a long number": int("9" * 4000),
    "below zero": -(2**63),
    "a fraction": 1.5,
    "too long": "x" * 30_000,
    "nothing seen": "\u200b\u2800",
}
FORM_VALUES: dict[str, str] = {
    "NUL": "a\x00b",
    "nothing": "",
    "digits": DIGITS,
    "below zero": "-9223372036854775809",
    "too long": "x" * 30_000,
    "nothing seen": "\u200b\u2800",
    "marks": "a" + "\u0301" * 200,
}


def targets(world: World) -> Iterator[tuple[str, Write, str, Content]]:
    """(name, write, viewer, content) of every write, by the first who may do it."""
    for name, writes in WRITES.items():
        plain = replace(ROWS[name], deep=False, key=False)
        contents = contents_of(world, plain, whole=False)
        for write in writes:
            allowed = ((v, it) for it in contents for v in SIGNED_IN_FIRST if write.may(v, it))
            viewer, it = next(allowed, ("member", contents[0]))
            yield name, write, viewer, it


def address(name: str, it: Content) -> str:
    return url_of(name, replace(ROWS[name], query=""), it)


def is_json(name: str) -> bool:
    return name.startswith("api_")
