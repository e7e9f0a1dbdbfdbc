"""Rows as they will be written: cleaned, rendered, and every change to them reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ideas.models import Idea
from ideas.words import SUMMARY_LIMIT
from stewardship.imports import bodies, cells, decidim
from stewardship.imports.bodies import Body
from stewardship.imports.decidim import Author, Proposal, Remark
from stewardship.imports.reading import RowError
from stewardship.imports.report import Report
from stewardship.imports.threads import Spot
from text import plain

TITLE_LIMIT = 250
CATEGORY_LIMIT = PLACE_LIMIT = 120
TAG_LIMIT = 100
REFERENCE_LIMIT = NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, to report what was done to it."""

    report: Report
    file: str
    line: int
    id: str

    def changed(self, reason: str) -> None:
        self.report.changed(self.file, self.line, self.id, reason)

    def noted(self, reason: str) -> None:
        self.report.noted(self.file, self.line, self.id, reason)

    def refused(self, reason: str) -> None:
        self.report.refused(self.file, self.line, self.id, reason)


@dataclass(slots=True)
class ReadyIdea:
    id: str
    author: Author
    origin: str
    title: str
    summary: str
    body: Body
    category: str
    category_id: str
    tag: str
    place: str
    language: str
    status: str
    withdrawn: bool
    reference: str
    answer: Body | None
    supports: int
    likes: int
    created_at: datetime
    published_at: datetime
    url: str


@dataclass(slots=True)
class ReadyComment:
    """`idea` and `parent` are ids of the other platform; `depth` is 0 at the top."""

    id: str
    author: Author
    side: int
    body: Body
    language: str
    likes: int
    dislikes: int
    created_at: datetime
    idea: str = ""
    parent: str = ""
    depth: int = 0


def idea(row: Proposal, place: Place) -> ReadyIdea:
    """Raises RowError for a proposal that says nothing."""
    title, body = _title_and_body(row, place)
    return ReadyIdea(
        id=row.id,
        author=_author(row.author, place),
        origin=_known(decidim.ORIGINS, row.origin, "origin", Idea.Origin.CITIZEN, place),
        title=title,
        summary=plain.shorten(body.text, SUMMARY_LIMIT),
        body=body,
        category=_label(row.category, "category", CATEGORY_LIMIT, place),
        category_id=row.category_id,
        tag=_label(row.subcategory, "subcategory", TAG_LIMIT, place),
        place=_label(row.place, "scope", PLACE_LIMIT, place),
        language=row.language,
        status=_known(decidim.STATUSES, row.state, "state", Idea.Status.OPEN, place),
        withdrawn=row.state == "withdrawn",
        reference=_label(row.reference, "reference", REFERENCE_LIMIT, place),
        answer=_body(row.answer, "answer", place) if row.answer.strip() else None,
        supports=row.supports,
        likes=row.likes,
        created_at=row.created_at,
        published_at=row.published_at or row.created_at,
        url=row.url,
    )


def comment(row: Remark, place: Place) -> ReadyComment:
    """Not yet in its spot. Raises RowError for a contribution without words."""
    body = _body(row.body, "body", place)
    if not body.text:
        raise RowError("it holds no words")
    return ReadyComment(
        id=row.id,
        author=_author(row.author, place),
        side=row.side,
        body=body,
        language=row.language,
        likes=row.likes,
        dislikes=row.dislikes,
        created_at=row.created_at,
    )


def stand(made: ReadyComment, spot: Spot, row: Remark, place: Place) -> None:
    """Put a contribution in its spot."""
    made.idea, made.parent, made.depth = spot.idea, spot.parent, spot.depth
    if spot.moved:
        place.changed(spot.moved)
    if row.depth is not None and row.depth != spot.depth:
        place.changed(f"stands at depth {spot.depth} instead of {row.depth}")
    if spot.parent and made.side:
        made.side = 0
        place.changed("a reply takes no side here; its alignment is not kept")


def _title_and_body(row: Proposal, place: Place) -> tuple[str, Body]:
    title = cells.words(row.title, "title", single_line=True)
    if title != row.title:
        place.changed("title: spaces and line ends tidied")
    source = row.body
    if len(title) > TITLE_LIMIT:
        place.changed(f"title: cut at {TITLE_LIMIT} characters; the text begins with the whole one")
        source = f"{title}\n\n{source}"
        title = plain.shorten(title, TITLE_LIMIT)
    body = _body(source, "body", place)
    if not title:
        if not body.text:
            raise RowError("it has neither a title nor a text")
        title = plain.shorten(body.text, 120)
        place.changed("title: empty, so the beginning of the text stands there")
    return title, body


def _body(value: str, column: str, place: Place) -> Body:
    words = cells.words(value, column)
    if words != value:
        place.changed(f"{column}: spaces, line ends or control characters tidied")
    body = bodies.read(words)
    if body.lost:
        place.changed(f"{column}: not shown here: {body.lost}")
    return body


def _author(author: Author, place: Place) -> Author:
    if author.name and not author.id:
        place.noted("the author has a name and no id, so no person is made")
        return Author("", "")
    if len(author.name) > NAME_LIMIT:
        place.changed(f"author/name: cut at {NAME_LIMIT} characters")
    if author.id and not author.name:
        place.changed("author/name: empty, so the id stands there")
    return Author(author.id, (author.name or author.id)[:NAME_LIMIT].strip())


def _label(value: str, column: str, limit: int, place: Place) -> str:
    words = cells.words(value, column, single_line=True)
    if words != value or len(words) > limit:
        place.changed(f"{column}: tidied, at most {limit} characters kept")
    return words[:limit].strip()


def _known(values: Mapping[str, str], name: str, column: str, instead: str, place: Place) -> str:
    if name not in values:
        place.changed(f"{column}: {name[:40]!r} is not known here, so it reads {instead!r}")
    return values.get(name, instead)
