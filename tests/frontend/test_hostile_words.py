"""Hostile strings, packed many to a field, go through every box of an author and an official, and
the pages that show them hold no tag, attribute or address that a harmless text would not."""

import json
from collections.abc import Iterator

import html5lib
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from activity import screening
from comments.actions import write_comment
from ideas.actions import answer_idea
from tests.realdata import path as realdata
from tests.text.harmless import ATTRIBUTES, TAGS
from text import intake

MARK = "Zq7"
EVERY_SO_MANY = 25
LONG, SHORT = 3900, 100


def strings() -> list[str]:
    read = [realdata("attacks/xss.json"), realdata("attacks/blns/blns.json")]
    found = [text for file in read for text in json.loads(file.read_text("utf-8"))]
    return [text for text in found if len(text) < LONG and _is_taken(text)]


def _is_taken(text: str) -> bool:
    try:
        return bool(intake.words(text, limit=10_000, required=False))
    except ValidationError:
        return False


def packed(limit: int, texts: list[str]) -> Iterator[str]:
    """As many as fit, one a line, behind a marker that tells that they came through."""
    body = MARK
    for text in texts:
        if len(body) + len(text) + 2 > limit:
            yield body
            body = MARK
        body += f"\n\n{text}"
    yield body


def shapes(page: str) -> set[tuple[str, str]]:
    """(tag, attribute) of everything on a page, and (tag, "") for the tag itself."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found: set[tuple[str, str]] = set()
    for element in tree.iter():
        if isinstance(element.tag, str):
            found |= {(element.tag, ""), *((element.tag, name) for name in element.attrib)}
            address = element.attrib.get("href", "") + element.attrib.get("src", "")
            bare = "".join(address.split()).lower()
            assert not bare.startswith(("javascript", "data", "vbscript", "//")), address
    return found


ALLOWED = {(tag, "") for tag in TAGS} | ATTRIBUTES | {("mark", "")}


def harmless(client, urls: list[str], before: dict[str, set[tuple[str, str]]]) -> None:
    for url in urls:
        answer = client.get(url, follow=True)
        page = answer.content.decode()
        assert answer.status_code == 200, url
        assert not shapes(page) - before[url] - ALLOWED, url


@pytest.fixture(autouse=True)
def _nobody_holds(monkeypatch) -> None:
    """Moderation would hold many of these; here they are to reach the page."""
    monkeypatch.setattr(screening, "_provider", [])


@pytest.mark.parametrize("share", [EVERY_SO_MANY, pytest.param(1, marks=pytest.mark.slow)])
def test_no_hostile_word_becomes_markup_on_any_page(client, ada, official, department, idea, share):
    texts = strings()[::share]
    said = f"{MARK}, [a link](https://example.org)."
    point = write_comment(author=ada, idea=idea, text=said)
    answer_idea(official=official, idea=idea, department=department, text="x", status="open")
    client.force_login(ada)
    edit, comment_edit = (
        reverse("idea_edit", args=[idea.pk]),
        reverse("comment_edit", args=[point.pk]),
    )
    first = {"title": f"{MARK} one", "summary": "S", "answer_problem": "p", "answer_solution": "q"}
    client.post(edit, first | {"version": 1, "tags": "one, two", "place": "P", "note": "n"})
    urls = [
        *(reverse("idea_short", args=[idea.pk]), reverse("revisions", args=[idea.pk])),
        *(edit, comment_edit, reverse("group", args=["wellbridge", "service"])),
        *(reverse("comment", args=[point.pk]), f"/search/?q={MARK}", "/settings"),
    ]
    before = {url: shapes(client.get(url, follow=True).content.decode()) for url in urls}
    short = packed(SHORT, [text for text in texts if len(text) < SHORT - 10])
    for version, body in enumerate(packed(LONG, texts), 2):
        line = next(short)
        fields = dict.fromkeys(["title", "summary", "place", "note"], line)
        fields |= dict.fromkeys(["answer_problem", "answer_solution", "answer_impact"], body)
        tags = line.replace(",", " ")[:39]
        sent = client.post(edit, {**fields, "version": version, "tags": tags})
        assert sent.status_code == 303, sent.content.decode()[:3000]
        done = client.post(comment_edit, {"text": body, "version": version - 1})
        assert done.status_code == 303
        client.post("/settings", {"display_name": line[:79], "language": "en"})
        harmless(client, urls, before)


def test_hostile_words_in_a_refused_form_come_back_as_text(client, ada, official, idea, department):
    texts = strings()
    wanted = [(ada, reverse("idea_withdrawal", args=[idea.pk]), "because")]
    wanted += [(official, reverse("idea_answers", args=[idea.pk]), "text")]
    wanted += [(ada, reverse("propose", args=["wellbridge", "service"]), "title")]
    for person, url, field in wanted:
        client.force_login(person)
        before = {url: shapes(client.post(url, {field: "x" * 11_000}).content.decode())}
        for body in list(packed(20_000, texts))[::4]:
            answer = client.post(url, {field: body})
            assert answer.status_code == 400
            assert MARK in answer.content.decode()
            assert not shapes(answer.content.decode()) - before[url]
