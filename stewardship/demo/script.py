"""The demo's words as written in `content/`, read into small typed values.

Times are in days: `days_ago` before the start of the demo, `after` from the publication of what
they belong to, `ago` before the start, `opens`, `closes`, `due_in` from the start of the demo.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
QUESTIONS = ("problem", "solution", "impact")


@dataclass(frozen=True)
class Said:
    """A point, when it has a side; a reply, when it has a `to`; else a comment."""

    by: str
    text: str
    id: str = ""
    to: str = ""
    side: str = ""
    after: float | None = None
    ago: float | None = None
    language: str = ""
    convincing: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Edit:
    after: float
    note: str
    changes: dict[str, str]


@dataclass(frozen=True)
class OfficialAnswer:
    after: float
    by: str
    department: str
    status: str
    text: str
    next_step: str = ""
    due_in: float | None = None


@dataclass(frozen=True)
class Proposal:
    """An idea and everything that was said about it in the open."""

    name: str
    group: str
    author: str
    days_ago: float
    words: dict[str, str]
    category: str
    tags: tuple[str, ...] = ()
    language: str = ""
    votes: dict[str, int] = field(default_factory=dict)
    stands: dict[str, str] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    edits: tuple[Edit, ...] = ()
    answers: tuple[OfficialAnswer, ...] = ()
    withdrawn: dict[str, Any] = field(default_factory=dict)


@cache
def people() -> dict[str, dict[str, str]]:
    """Display names by kind of person and key; `languages` by key."""
    return _read(CONTENT / "people.toml")


@cache
def places() -> dict[str, Any]:
    return _read(CONTENT / "communities.toml")


@cache
def desk() -> dict[str, Any]:
    """What reaches the moderators."""
    return _read(CONTENT / "moderation.toml")


@cache
def proposals() -> tuple[Proposal, ...]:
    """Every idea of every group, the oldest first."""
    files = CONTENT.glob("*/*.toml")
    found = [proposal(path.parent.name, path.stem, _read(path)) for path in files]
    return tuple(sorted(found, key=lambda one: (-one.days_ago, one.name)))


def proposal(group: str, name: str, told: dict[str, Any]) -> Proposal:
    return Proposal(
        name=name,
        group=group,
        author=told["author"],
        days_ago=told["days_ago"],
        words=words_of(told),
        category=told["category"],
        tags=tuple(told.get("tags", ())),
        language=told.get("language", ""),
        votes=told.get("votes", {}),
        stands=told.get("stands", {}),
        said=tuple(said(one) for one in told.get("said", ())),
        edits=tuple(
            Edit(one["after"], one["note"], words_of(one)) for one in told.get("edits", ())
        ),
        answers=tuple(OfficialAnswer(**one) for one in told.get("answers", ())),
        withdrawn=told.get("withdrawn", {}),
    )


def said(told: dict[str, Any]) -> Said:
    first, second = told.get("convincing", (0, 0))
    return Said(**(told | {"text": told["text"].strip(), "convincing": (first, second)}))


def words_of(told: dict[str, Any]) -> dict[str, str]:
    names = ("title", "in_short", *QUESTIONS)
    return {name: told[name].strip() for name in names if name in told}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
