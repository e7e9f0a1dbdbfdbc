"""A file of `;`-separated rows, plain or gzip, read row by row with its line numbers.

What is wrong with the file as a whole raises `FileError` before anything is written; what is
wrong with one row raises `RowError` in the reader of that row, and only that row is left out.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError

# Ten times the largest city seen, unpacked; a small gzip file can hold far more than memory does.
LARGEST = 500_000_000
GZIP = b"\x1f\x8b"


class FileError(ValidationError):
    """The file cannot be imported at all; the sentence says what to do."""


class RowError(Exception):
    """This row cannot be imported; the sentence goes into the report."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file. `line` is where it begins, `broken` why it has no cells."""

    line: int
    cells: dict[str, str]
    broken: str = ""


class Sheet:
    """A table whose first row names its columns."""

    def __init__(self, path: Path, required: tuple[str, ...]) -> None:
        self.path = path
        self.columns: list[str] = []
        self._required = required

    @property
    def name(self) -> str:
        return self.path.name

    def rows(self) -> Iterator[Row]:
        """Every row below the header. Raises FileError at the first place that cannot be read."""
        with _opened(self.path) as file:
            reader = csv.reader(file, delimiter=";", strict=True)
            try:
                self.columns = _header(self.path, next(reader, []), self._required)
                yield from self._below(reader)
            except (csv.Error, UnicodeDecodeError, EOFError, zlib.error, OSError) as error:
                raise _unreadable(self.path, reader.line_num, error) from error

    def _below(self, reader: Any) -> Iterator[Row]:
        begins = reader.line_num + 1
        for cells in reader:
            if cells:
                yield self._row(begins, cells)
            begins = reader.line_num + 1

    def _row(self, line: int, cells: list[str]) -> Row:
        if len(cells) != len(self.columns):
            return Row(
                line, {}, f"has {len(cells)} fields where there should be {len(self.columns)}"
            )
        if any("\x00" in cell for cell in cells):
            return Row(line, {}, "holds a NUL character, which no text may hold")
        return Row(line, dict(zip(self.columns, cells, strict=True)))


class _Measured(io.BufferedReader):
    """Bytes that stop at `LARGEST`."""

    def read1(self, size: int = -1, /) -> bytes:
        self._seen = getattr(self, "_seen", 0)
        data = super().read1(size)
        self._seen += len(data)
        if self._seen > LARGEST:
            raise OSError(f"it unpacks to more than {LARGEST // 1_000_000} MB")
        return data


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    try:
        raw = path.open("rb")
    except OSError as error:
        raise FileError(f"{path} cannot be opened: {error.strerror}.") from error
    with raw:
        packed = raw.peek(2)[:2] == GZIP
        data: Any = gzip.GzipFile(fileobj=raw) if packed else raw
        with io.TextIOWrapper(_Measured(data), encoding="utf-8-sig", newline="") as text:
            yield text


def _header(path: Path, columns: list[str], required: tuple[str, ...]) -> list[str]:
    missing = [name for name in required if name not in columns]
    if missing:
        raise FileError(
            f"{path} lacks the columns {', '.join(missing)}. It should be Decidim's open data: "
            "columns separated by semicolons, named in the first line."
        )
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise FileError(f"{path} names these columns twice: {', '.join(twice)}.")
    return columns


def _unreadable(path: Path, line: int, error: Exception) -> FileError:
    place = f"{path}, after line {line}: "
    match error:
        case UnicodeDecodeError():
            return FileError(place + "the bytes are not UTF-8. Export the file as UTF-8.")
        case EOFError() | zlib.error() | gzip.BadGzipFile():
            return FileError(place + "the gzip file is cut off or damaged. Fetch it again.")
        case csv.Error():
            return FileError(place + f"the row cannot be taken apart ({error}).")
    return FileError(place + f"{error}.")
