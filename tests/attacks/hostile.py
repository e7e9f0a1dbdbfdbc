"""The strings of the data folder, and how they are packed so that each goes through once."""

import json
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError

from tests.realdata import path as realdata
from text import intake

MARK = "Zq7"
FILES = ("attacks/xss.json", "attacks/blns/blns.json")


def strings() -> list[str]:
    found = []
    for name in FILES:
        found += json.loads(realdata(name).read_text("utf-8"))
    return found


def taken_and_refused() -> tuple[list[str], list[str]]:
    """Words that a person may send, and those that are no text at all."""
    taken, refused = [], []
    for text in strings():
        try:
            if intake.words(text, limit=10_000, required=False):
                taken.append(text)
        except ValidationError:
            refused.append(text)
    return taken, refused


def packed(limit: int, texts: Iterable[str]) -> Iterator[str]:
    """As many as fit, each in a paragraph of its own, behind a marker that tells they came."""
    body = MARK
    for text in texts:
        if len(body) + len(text) + 2 > limit:
            yield body
            body = MARK
        if len(text) + len(MARK) + 2 <= limit:
            body += f"\n\n{text}"
    yield body
