"""What comes in from outside: words a person may have typed, or a number that is one.

Every text field of every door passes here, so that page and API refuse alike and say what to do.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Letters by their category, yet nothing is seen of them.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SEEN = frozenset("LNPS")
# The most marks that a letter of a living language carries, after Unicode's stream-safe format
# (UAX #15, section 13). Beyond, they paint over the page and make the normal form slow to find.
_MARKS_ALLOWED = 30
_LONGEST_NUMBER = 18


def words(value: object, *, limit: int, required: bool = True, single_line: bool = False) -> str:
    """The words as they are stored: normal form C, lines ended by LF, nothing at either end.

    `limit` counts characters. Raises ValidationError with the code `not_text`, `surrogate`, `nul`,
    `marks`, `too_long` or `required`.
    """
    text = _text(value)
    # Before the normal form, which costs time; it never makes a text shorter than a quarter.
    if len(text) > 4 * limit + 1000:
        raise _too_long(limit, len(text))
    text = _tidied(text, single_line=single_line)
    if len(text) > limit:
        raise _too_long(limit, len(text))
    if any(map(_is_seen, text)):
        return text
    if required:
        raise ValidationError(_("Please write something here."), "required")
    return ""


def number(value: object, low: int, high: int) -> int:
    """A whole number from `low` to `high`, read from at most 18 characters.

    Raises ValidationError with the code `not_a_number` or `out_of_range`.
    """
    if isinstance(value, str) and len(value) <= _LONGEST_NUMBER:
        value = int(value) if re.fullmatch(r"\s*[+-]?[0-9]+\s*", value) else None
    if not isinstance(value, int) or isinstance(value, bool):
        sentence = _("Please give a whole number, written in digits, from %(low)d to %(high)d.")
        raise ValidationError(sentence % {"low": low, "high": high}, "not_a_number")
    if not low <= value <= high:
        sentence = _("Please give a number from %(low)d to %(high)d.")
        raise ValidationError(sentence % {"low": low, "high": high}, "out_of_range")
    return value


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValidationError(_("Please send words here, as text."), "not_text")
    if "\x00" in value:
        sentence = _("There is a character in it that no text may hold (NUL). Please type it anew.")
        raise ValidationError(sentence, "nul")
    if _SURROGATES.search(value):
        sentence = _("A character in it arrived broken, often half an emoji. Please type it anew.")
        raise ValidationError(sentence, "surrogate")
    return value


def _tidied(text: str, *, single_line: bool) -> str:
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    _check_marks(text)
    text = unicodedata.normalize("NFC", text)
    return " ".join(text.split()) if single_line else text.strip()


def _check_marks(text: str) -> None:
    run = 0
    for character in "" if text.isascii() else text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MARKS_ALLOWED:
            sentence = _("A letter in it carries too many marks. Please write it without them.")
            raise ValidationError(sentence, "marks")


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in _SEEN and character not in _BLANK_LETTERS


def _too_long(limit: int, length: int) -> ValidationError:
    sentence = ngettext(
        "This is %(length)d characters long; there is room for %(limit)d character.",
        "This is %(length)d characters long; there is room for %(limit)d characters.",
        limit,
    )
    return ValidationError(sentence % {"limit": limit, "length": length}, "too_long")
