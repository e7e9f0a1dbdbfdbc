"""One cell of a row, read for what it should be; a cell that is not refuses its row."""

import re
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError

from activity import clock
from stewardship.imports.reading import RowError
from text import intake

LONGEST_TEXT = 50_000
MOST = 2_000_000_000


def identity(value: str, column: str) -> str:
    """An id of the other platform. Empty where the cell is."""
    found = value.strip()
    if found and not re.fullmatch(r"[A-Za-z0-9_.:-]{1,64}", found):
        raise RowError(f"{column} is not an id: {found[:40]!r}")
    return found


def number(value: str, column: str) -> int:
    """A count; an empty cell is none."""
    if not value.strip():
        return 0
    try:
        return intake.number(value, 0, MOST)
    except ValidationError:
        raise RowError(f"{column} is not a count from 0 to {MOST}: {value[:40]!r}") from None


def moment(value: str, column: str) -> datetime:
    """`2016-02-01 11:27:33 UTC` or any ISO 8601 moment; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(value.strip()[:40].replace(" UTC", "+00:00"))
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        aware = aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise RowError(f"{column} is not a moment in time: {value[:40]!r}") from None
    if aware > clock.now() + timedelta(days=1):
        raise RowError(f"{column} lies in the future: {value[:40]!r}")
    return aware


def words(value: str, column: str, *, single_line: bool = False) -> str:
    """Words as Folkmoot stores them; empty where nothing can be seen of them."""
    try:
        return intake.words(value, limit=LONGEST_TEXT, required=False, single_line=single_line)
    except ValidationError as error:
        raise RowError(f"{column}: {error.messages[0]}") from None


def label(value: str, column: str, limit: int) -> str:
    """A short name such as a category; what is beyond `limit` is cut by `limit` itself."""
    return words(value, column, single_line=True)[:limit].strip()
