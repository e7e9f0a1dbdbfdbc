"""Decidim's open data: its columns, and a typed row of each table.

Columns are named as Decidim's own export names them; nested keys are joined by `/` and
translatable texts end in their language (`title/ca`). Of several languages a row's first one that
is not empty is read.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from ideas.models import Idea
from stewardship.imports import cells
from stewardship.imports.reading import Row, RowError

PROPOSAL_COLUMNS = ("id", "author/id", "author/name", "state", "votes", "created_at", "url")
COMMENT_COLUMNS = (
    "id",
    "created_at",
    "body",
    "author/id",
    "author/name",
    "alignment",
    "commentable_id",
    "commentable_type",
    "root_commentable_url",
)
READ_OF_PROPOSALS = {*PROPOSAL_COLUMNS, "category/id", "reference", "endorsements/total_count"}
READ_OF_PROPOSALS |= {"comments", "origin", "published_at"}
TRANSLATED = {"title", "body", "category/name", "subcategory/name", "scope/name", "answer"}
READ_OF_COMMENTS = {*COMMENT_COLUMNS, "locale", "depth", "up_votes", "down_votes"}

# "Accepted" says that the city took it into its plan, not that it was carried out.
STATUSES: dict[str, str] = {
    "": Idea.Status.OPEN,
    "published": Idea.Status.OPEN,
    "not_answered": Idea.Status.OPEN,
    "withdrawn": Idea.Status.OPEN,
    "evaluating": Idea.Status.UNDER_REVIEW,
    "accepted": Idea.Status.UNDER_WAY,
    "rejected": Idea.Status.NOT_TAKEN_UP,
}
ORIGINS: dict[str, str] = {
    "": Idea.Origin.CITIZEN,
    "citizen": Idea.Origin.CITIZEN,
    "citizens": Idea.Origin.CITIZEN,
    "participant": Idea.Origin.CITIZEN,
    "meeting": Idea.Origin.MEETING,
    "organization": Idea.Origin.ORGANISATION,
    "user_group": Idea.Origin.ORGANISATION,
    "official": Idea.Origin.OFFICIAL,
}
SIDES = {"": 0, "0": 0, "1": 1, "-1": -1}


@dataclass(frozen=True, slots=True)
class Author:
    """Empty id: nobody, and nobody is invented."""

    id: str
    name: str


@dataclass(slots=True)
class Proposal:
    line: int
    id: str
    author: Author
    category: str
    category_id: str
    subcategory: str
    place: str
    title: str
    body: str
    language: str
    state: str
    origin: str
    reference: str
    answer: str
    supports: int
    likes: int
    comments: int | None
    created_at: datetime
    published_at: datetime | None
    url: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(slots=True)
class Remark:
    """A row of the comments."""

    line: int
    id: str
    author: Author
    side: int
    depth: int | None
    on_comment: bool
    target: str
    root_url: str
    body: str
    language: str
    likes: int
    dislikes: int
    created_at: datetime


def proposal(row: Row) -> Proposal:
    """Read one row of the proposals. Raises RowError."""
    c = _whole(row)
    language = _language(c)
    published = c.get("published_at", "")
    return Proposal(
        line=row.line,
        id=_required_id(c),
        author=_author(c),
        category=_translated(c, "category/name", language),
        category_id=cells.identity(c.get("category/id", ""), "category/id"),
        subcategory=_translated(c, "subcategory/name", language),
        place=_translated(c, "scope/name", language),
        title=_translated(c, "title", language),
        body=_translated(c, "body", language),
        language=language,
        state=c["state"].strip(),
        origin=c.get("origin", "").strip(),
        reference=c.get("reference", ""),
        answer=_translated(c, "answer", language),
        supports=cells.number(c["votes"], "votes"),
        likes=cells.number(c.get("endorsements/total_count", ""), "endorsements/total_count"),
        comments=cells.number(c["comments"], "comments") if c.get("comments") else None,
        created_at=cells.moment(c["created_at"], "created_at"),
        published_at=cells.moment(published, "published_at") if published.strip() else None,
        url=_url(c["url"]),
    )


def remark(row: Row) -> Remark:
    """Read one row of the comments. Raises RowError."""
    c = _whole(row)
    side = c["alignment"].strip()
    if side not in SIDES:
        raise RowError(f"alignment is neither 1, -1, 0 nor empty: {side[:20]!r}")
    return Remark(
        line=row.line,
        id=_required_id(c),
        author=_author(c),
        side=SIDES[side],
        depth=cells.number(c["depth"], "depth") if c.get("depth") else None,
        on_comment=_on_comment(c["commentable_type"]),
        target=cells.identity(c["commentable_id"], "commentable_id"),
        root_url=c["root_commentable_url"].strip(),
        body=c["body"],
        language=cells.label(c.get("locale", ""), "locale", 10),
        likes=cells.number(c.get("up_votes", ""), "up_votes"),
        dislikes=cells.number(c.get("down_votes", ""), "down_votes"),
        created_at=cells.moment(c["created_at"], "created_at"),
    )


def unread(columns: list[str], read: set[str]) -> list[str]:
    """The columns that are not imported."""
    return [
        name
        for name in columns
        if name not in read and not (name in TRANSLATED or name.rpartition("/")[0] in TRANSLATED)
    ]


def _whole(row: Row) -> dict[str, str]:
    if row.broken:
        raise RowError(row.broken)
    return row.cells


def _required_id(c: dict[str, str]) -> str:
    found = cells.identity(c["id"], "id")
    if not found:
        raise RowError("it has no id")
    return found


def _author(c: dict[str, str]) -> Author:
    name = cells.words(c["author/name"], "author/name", single_line=True)
    return Author(cells.identity(c["author/id"], "author/id"), name)


def _on_comment(kind: str) -> bool:
    if kind.endswith("::Comment"):
        return True
    if kind.endswith("::Proposal"):
        return False
    raise RowError(f"commentable_type is neither a proposal nor a comment: {kind[:60]!r}")


def _url(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        parts = None
    if not parts or parts.scheme not in {"http", "https"} or len(value) > 500:
        raise RowError(f"url is not a web address of at most 500 characters: {value[:60]!r}")
    return value.strip()


def _language(c: dict[str, str]) -> str:
    """The first language in which the title says something."""
    for name, value in c.items():
        if name.rpartition("/")[0] == "title" and value.strip():
            return name.rpartition("/")[2][:10]
    return ""


def _translated(c: dict[str, str], name: str, language: str) -> str:
    own = c.get(f"{name}/{language}", "") or c.get(name, "")
    if own.strip():
        return own
    others = (value for key, value in c.items() if key.rpartition("/")[0] == name and value.strip())
    return next(others, "")
