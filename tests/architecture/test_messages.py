"""Whoever reads in one of our languages reads whole pages in it, and no sentence breaks one."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from activity import clock
from notifications.models import Notification
from notifications.wording import in_words

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
FOLDER = Path(settings.LOCALE_PATHS[0])
# A new sentence does not stop the work of others; a catalogue that is left behind does.
MISSING_AT_MOST = 0.02
# What a sentence is filled with, and the tags that stand in it.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[a-z]|\{\w*\}|</?[a-z][^>]*>")
FIRST_WORDS = {
    "de": "Sagen Sie, was besser werden soll.",
    "es": "Diga qué debería mejorar.",
    "ar": "ما الذي ينبغي أن يتحسّن؟",
}


@cache
def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(path_of(language)))


def path_of(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "django.po"


@pytest.fixture
def compiled() -> None:
    """What `make messages` leaves beside each catalogue, made where nobody ran it."""
    stale = [language for language in LANGUAGES if is_stale(path_of(language))]
    for language in stale:
        catalogue(language).save_as_mofile(str(path_of(language).with_suffix(".mo")))
    if stale:
        trans_real._translations.clear()  # type: ignore[attr-defined]


def is_stale(path: Path) -> bool:
    made = path.with_suffix(".mo")
    return not made.is_file() or made.stat().st_mtime < path.stat().st_mtime


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_whole(language: str) -> None:
    every = [entry for entry in catalogue(language) if not entry.obsolete]
    missing = [entry.msgid for entry in every if not has_words(entry)]
    assert len(missing) <= MISSING_AT_MOST * len(every), missing


def has_words(entry: polib.POEntry) -> bool:
    forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return all(forms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_guessed(language: str) -> None:
    """A fuzzy sentence is what a program took from a similar one; nobody has read it."""
    assert not [entry.msgid for entry in catalogue(language).fuzzy_entries()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_filled_with_the_same(language: str) -> None:
    wrong = [
        (said, translated)
        for entry in catalogue(language)
        for said, translated in pairs(entry)
        if translated and not agrees(said, translated, may_omit=bool(entry.msgid_plural))
    ]
    assert not wrong


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, form) for form in entry.msgstr_plural.values()]


def agrees(said: str, translated: str, *, may_omit: bool) -> bool:
    """A form for one or two may say the number in words; everything else stands in each form."""
    before, after = (sorted(PLACEHOLDER.findall(text)) for text in (said, translated))
    missing = [hit for hit in before if hit not in after]
    return before == after or (may_omit and set(after) < set(before) and len(missing) == 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_counts_as_its_language_does(language: str) -> None:
    counted = re.search(r"nplurals=(\d)", catalogue(language).metadata["Plural-Forms"])
    assert counted
    wanted = set(range(int(counted[1])))
    plurals = [entry for entry in catalogue(language) if entry.msgid_plural]
    assert not [entry.msgid for entry in plurals if set(entry.msgstr_plural) != wanted]


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("language", FIRST_WORDS)
def test_a_reader_gets_the_page_in_their_language(client, language: str) -> None:
    page = client.get("/", headers={"accept-language": f"{language},en;q=0.5"})
    assert f'<html lang="{language}"' in page.text
    assert FIRST_WORDS[language] in page.text


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_a_language_is_offered_by_its_own_name(client) -> None:
    page = client.get("/", headers={"accept-language": "ar"})
    for language in dict(settings.LANGUAGES):
        own = translation.get_language_info(language)["name_local"]
        own = own[:1].upper() + own[1:]
        assert re.search(
            rf'<option value="{language}" lang="{language}"[^>]*>{own}</option>', page.text
        )


@pytest.mark.usefixtures("compiled")
def test_a_title_in_an_arabic_sentence_is_set_apart(idea, bob):
    """Between the two signs U+2068 and U+2069 it cannot turn the sentence around it."""
    row = Notification(person=bob, idea=idea, kind="edit", why="follow", created_at=clock.now())
    with translation.override("ar"):
        [told] = in_words(bob, [row])
    assert f"\u2068{idea.title}\u2069" in told.sentence
