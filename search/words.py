"""Words as the index knows them: the same on every database, whatever the script or the accents.

Folding and splitting happen here and not in the databases, whose own ways differ (SQLite knows
fewer scripts, PostgreSQL joins `1.5` and splits at accents only with an extension). Endings are
not cut off: a town's ideas come in several languages, and a rule for one harms the others.
Instead the last word asked for counts as the beginning of a word.
"""

import re
import unicodedata
from dataclasses import dataclass

# PostgreSQL refuses a word of over 2,046 bytes in a question; four bytes a character at most.
_LONGEST_WORD = 100
_LONGEST_TEXT = 200_000
_MOST_ASKED = 12
_LONGEST_QUESTION = 500

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
_UNSPACED = re.compile(
    "[\u0e01-\u0e4f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# Letters that people leave out or type as another one, though Unicode takes none of them apart.
_SAME_LETTER = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"}
_SAME_LETTER |= {"þ": "th", "\u0640": "", "\u0649": "\u064a"}
# Catalan writes "col·lectiu"; many type "collectiu".
_GEMINATE = re.compile("l·l")


_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Mn", "Mc"})


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    is_beginning: bool = False


def folded(text: str) -> list[str]:
    """The words of a text in their order, as they stand in the index."""
    return [piece for word in _split(text[:_LONGEST_TEXT]) for piece in _pieces(word, "index")]


def asked(text: str) -> list[Word]:
    """What a person looks for: at most twelve different words, the last one perhaps half typed."""
    typed = _split(text[:_LONGEST_QUESTION])
    pieces = [Word(piece) for word in typed[:-1] for piece in _pieces(word, "question")]
    if typed:
        *whole, last = _pieces(typed[-1], "question")
        pieces += [*map(Word, whole), Word(last, is_beginning=True)]
    return list(dict.fromkeys(pieces))[-_MOST_ASKED:]


def _split(text: str) -> list[str]:
    # Taken apart first, so that an accent is a character of its own; put together again last.
    apart = _GEMINATE.sub("ll", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", apart.translate(_folding)).split()


def _pieces(word: str, purpose: str) -> list[str]:
    """A word as it is, or where no spaces are written, every two neighbours.

    The index also holds the last character alone, so that a question of one finds it anywhere.
    """
    if not _UNSPACED.search(word):
        return [word[:_LONGEST_WORD]]
    pieces: list[str] = []
    for run in _UNSPACED.findall(word):
        pieces += [run[i : i + 2] for i in range(len(run) - 1)]
        if purpose == "index" or len(run) == 1:
            pieces.append(run[-1])
    return pieces + [rest[:_LONGEST_WORD] for rest in _UNSPACED.sub(" ", word).split()]


class _Folding(dict[int, str]):
    """What becomes of each character, looked up once: kept, left out, or the end of a word."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = found = _SAME_LETTER.get(character, _kept(character))
        return found


def _kept(character: str) -> str:
    if _is_left_out(character):
        return ""
    return character if unicodedata.category(character) in _KEPT else " "


def _is_left_out(character: str) -> bool:
    """Accents of Latin, Greek and Cyrillic; points of Hebrew, vowel signs of Arabic; joiners."""
    return (
        "\u0300" <= character <= "\u036f"
        or ("\u0591" <= character <= "\u05c7" and unicodedata.combining(character) > 0)
        or "\u064b" <= character <= "\u065f"
        or character in "\u00ad\u0670\u200b\u200c\u200d\u2060\ufeff"
    )


_folding = _Folding()
