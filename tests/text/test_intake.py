"""What may come in, and what is said when it may not."""

import json

import pytest
from django.core.exceptions import ValidationError

from tests import realdata
from text import intake


def refusal(value: object, **rest) -> str | None:
    with pytest.raises(ValidationError) as raised:
        intake.words(value, **({"limit": 100} | rest))
    assert raised.value.message.endswith((".", "characters.", "character."))
    return raised.value.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a bench ", "a bench"),
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("e\u0301", "é"),
        ("a\x01\x1b\x7f\x9fb\tc", "ab\tc"),
        ("👩‍👩‍👧 مرحبا\u200f!", "👩‍👩‍👧 مرحبا\u200f!"),
        ("x" * 100, "x" * 100),
        ("  " + "e\u0301" * 100 + "\r\n", "é" * 100),
        ("0", "0"),
        ("🚲", "🚲"),
    ],
)
def test_words_are_kept_as_they_were_meant(typed, kept):
    assert intake.words(typed, limit=100) == kept
    assert intake.words(kept, limit=100) == kept


def test_a_single_line_stays_one():
    assert intake.words(" a\r\n b\t\u00a0c ", limit=10, single_line=True) == "a b c"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("a\ud800b", "surrogate"),
        ("\udfff", "surrogate"),
        ("a\x00b", "nul"),
        ("x" * 101, "too_long"),
        ("x" * 10**7, "too_long"),
        ("e\u0301" * 101, "too_long"),
        ("", "required"),
        (None, "required"),
        (" \r\n\t\u00a0\u3000", "required"),
        ("\x01\x02", "required"),
        ("\u200b\u200d\ufeff\u2060", "required"),
        ("\u0301\u0302", "required"),
        ("\u3164\u115f\u2800", "required"),
        ("a" + "\u0301\u0323" * 20, "marks"),
        (7, "not_text"),
        (b"a", "not_text"),
        (["a"], "not_text"),
        ({"a": 1}, "not_text"),
        (True, "not_text"),
    ],
)
def test_a_refusal_says_why(value, code):
    assert refusal(value) == code


def test_what_is_not_required_may_be_empty():
    for value in ("", None, " \u200b "):
        assert intake.words(value, limit=100, required=False) == ""


def test_too_long_says_how_long_and_how_long_it_may_be():
    with pytest.raises(ValidationError) as raised:
        intake.words("x" * 12, limit=10)
    assert "12" in raised.value.message
    assert "10" in raised.value.message


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["attacks/xss.json", "attacks/blns/blns.json"])
def test_a_hostile_string_is_kept_as_text_or_refused_with_a_sentence(name):
    for text in json.loads(realdata.path(name).read_text()):
        for single_line in (False, True):
            kept = kept_or_code(text, single_line=single_line)
            if kept not in {"surrogate", "nul", "marks", "too_long", "required"}:
                kept.encode()
                assert kept_or_code(kept, single_line=single_line) == kept


def kept_or_code(text: str, *, single_line: bool) -> str:
    try:
        return intake.words(text, limit=10_000, single_line=single_line)
    except ValidationError as refused:
        return str(refused.code)


@pytest.mark.parametrize(
    ("value", "number"), [("7", 7), (" 7 ", 7), ("+7", 7), ("-3", -3), (7, 7), ("0" * 17 + "7", 7)]
)
def test_a_number_is_read(value, number):
    assert intake.number(value, -5, 10) == number


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("11", "out_of_range"),
        (-6, "out_of_range"),
        (10**40, "out_of_range"),
        ("9" * 19, "not_a_number"),
        ("9" * 10**7, "not_a_number"),
        ("", "not_a_number"),
        ("1.5", "not_a_number"),
        ("1e3", "not_a_number"),
        ("1_000", "not_a_number"),
        ("٣", "not_a_number"),
        ("²", "not_a_number"),
        ("0x1", "not_a_number"),
        ("NaN", "not_a_number"),
        (1.5, "not_a_number"),
        (float("inf"), "not_a_number"),
        (True, "not_a_number"),
        (None, "not_a_number"),
        ([1], "not_a_number"),
    ],
)
def test_what_is_not_a_number_in_range_is_refused_with_the_range(value, code):
    with pytest.raises(ValidationError) as raised:
        intake.number(value, -5, 10)
    assert raised.value.code == code
    assert "-5" in raised.value.message
    assert "10" in raised.value.message
