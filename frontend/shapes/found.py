"""What a search found, with the words that matched told apart from those around them."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from frontend.shapes.cards import group_url, idea_url
from frontend.shapes.debate import SIDES
from frontend.shapes.status import Badge, badge_of
from search.words import Word, asked, folded
from stewardship.finding import Found
from text.plain import from_html

EXCERPT, BEFORE = 280, 60
KINDS: dict[str, str | Promise] = {
    "idea": _("Ideas"),
    "comment": _("Contributions"),
    "answer": _("Official answers"),
}
NAMES: dict[str, str | Promise] = {
    "idea": _("Idea"),
    "for": _("Point for"),
    "against": _("Point against"),
    "": _("Comment"),
    "answer": _("Official answer"),
}
# A word with the accents and vowel signs that are characters of their own.
WORD = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")


@dataclass(frozen=True)
class Part:
    text: str
    hit: bool


@dataclass(frozen=True)
class Result:
    kind: str
    name: str | Promise
    url: str
    title: list[Part]
    excerpt: list[Part]
    language: str
    group_name: str
    group_url: str
    status: Badge
    at: datetime | None


def results_of(found: list[Found], text: str) -> list[Result]:
    wanted = asked(text)
    return [_result(row, wanted) for row in found]


def parts_of(text: str, wanted: list[Word]) -> list[Part]:
    """The text cut where matching words begin and end; joined again it is the text."""
    parts, at = [], 0
    for match in WORD.finditer(text):
        if not _is_hit(match.group(), wanted):
            continue
        if match.start() > at:
            parts.append(Part(text[at : match.start()], hit=False))
        parts.append(Part(match.group(), hit=True))
        at = match.end()
    return [*parts, Part(text[at:], hit=False)] if at < len(text) else parts


def excerpt_of(text: str, wanted: list[Word]) -> list[Part]:
    """A stretch around the first match."""
    text = " ".join(text.split())
    first = next((m.start() for m in WORD.finditer(text) if _is_hit(m.group(), wanted)), 0)
    begin = text.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE else 0
    cut = text[begin : begin + EXCERPT]
    whole_end = begin + EXCERPT >= len(text)
    cut = cut if whole_end else cut.rsplit(" ", 1)[0] + " …"
    return parts_of(("… " if begin else "") + cut, wanted)


def _is_hit(word: str, wanted: list[Word]) -> bool:
    pieces = _folded(word[:100])
    return any(
        piece.startswith(one.text) if one.is_beginning else piece == one.text
        for piece in pieces
        for one in wanted
    )


@lru_cache(maxsize=8192)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(folded(word))


def _result(row: Found, wanted: list[Word]) -> Result:
    idea, kind, url, at = row.idea, row.kind, idea_url(row.idea), row.idea.published_at
    name, words = NAMES.get(kind, ""), row.words
    if row.comment:
        side = SIDES[Comment.Side(row.comment.side)] if row.comment.is_point else ""
        name, url = NAMES[side], reverse("comment", args=[row.comment.pk])
        at, words = row.comment.created_at, from_html(row.comment.html)
    elif row.answer:
        url, at = f"{url}#answer-{idea.pk}", row.answer.created_at
        words = from_html(row.answer.html)
    return Result(
        kind=kind,
        name=name,
        url=url,
        title=parts_of(idea.title, wanted),
        excerpt=excerpt_of(words, wanted),
        language=row.comment.language if row.comment else idea.language,
        group_name=idea.group.name,
        group_url=group_url(idea),
        status=badge_of(idea),
        at=at,
    )
