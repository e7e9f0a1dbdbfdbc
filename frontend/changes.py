"""What changed between two texts, word by word, in a time that no text can make long."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing costs up to the product of both lengths; longer texts go by lines, then whole.
MOST_PIECES = 700
_WORDS = re.compile(r"\S+\s*|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Change:
    """`kind` is same, ins or del."""

    kind: str
    text: str


def changes(old: str, new: str) -> list[Change]:
    """Joined without what is del, the new text; joined without what is ins, the old one."""
    for cut in (_WORDS, _LINES):
        before, after = cut.findall(old), cut.findall(new)
        start = _alike(zip(before, after, strict=False))
        end = _alike(zip(reversed(before[start:]), reversed(after[start:]), strict=False))
        middle = before[start : len(before) - end], after[start : len(after) - end]
        if max(map(len, middle)) <= MOST_PIECES:
            return _joined(
                [
                    Change("same", "".join(before[:start])),
                    *_compared(*middle),
                    Change("same", "".join(before[len(before) - end :])),
                ]
            )
    return _joined([Change("del", old), Change("ins", new)])


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _compared(before: list[str], after: list[str]) -> Iterable[Change]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(before[i1:i2]))
            continue
        yield Change("del", "".join(before[i1:i2]))
        yield Change("ins", "".join(after[j1:j2]))


def _joined(found: Iterable[Change]) -> list[Change]:
    return [change for change in found if change.text]
