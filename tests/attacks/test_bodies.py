"""Whatever is sent to an address that takes a write: a 4xx that says what to do, nothing half
written, never a 500. Generated, so that a new address is attacked from its first day."""

import json
from typing import Any

import pytest
from django.http import HttpResponseBase

from tests.attacks.wrong import (
    FORM_VALUES,
    JSON_BODIES,
    JSON_VALUES,
    address,
    is_json,
    targets,
)
from tests.matrix.ledger import undone
from tests.matrix.oracle import Content
from tests.matrix.world import World
from tests.matrix.writing import Write

pytestmark = pytest.mark.django_db


def test_a_broken_body_is_a_problem_with_a_sentence(world: World) -> None:
    wrong = []
    for name, write, viewer, it in targets(world):
        if not is_json(name) or not write.body(it):
            continue
        for what, body in JSON_BODIES.items():
            answer, tables = send(world, viewer, name, write, it, body)
            wrong += [f"{name}, {what}: {bad}" for bad in faults_of_problem(answer, tables)]
    assert wrong == []


def test_a_wrong_value_of_any_field_is_no_defect(world: World) -> None:
    """Where a value is wrong it is refused with a sentence; where it is taken, it is words."""
    wrong = []
    for name, write, viewer, it in targets(world):
        for field in write.body(it) if is_json(name) else ():
            for what, value in JSON_VALUES.items():
                body = json.dumps({**write.body(it), field: value}).encode()
                answer, tables = send(world, viewer, name, write, it, body)
                if answer.status_code >= 300:
                    found = faults_of_problem(answer, tables)
                    wrong += [f"{name}.{field}, {what}: {bad}" for bad in found]
    assert wrong == []


def test_nul_and_half_characters_are_never_taken(world: World) -> None:
    """Neither database can hold them, so no field of words may let them through."""
    words = {"text", "title", "summary", "because", "explanation", "display_name"}
    for name, write, viewer, it in targets(world):
        for field in words & set(write.body(it)) if is_json(name) else ():
            for value in ("a\x00b", "\ud83d"):
                body = json.dumps({**write.body(it), field: value}).encode()
                answer, tables = send(world, viewer, name, write, it, body)
                assert (answer.status_code, tables) == (400, []), f"{name}.{field}"


def test_other_kinds_of_content_are_turned_away(world: World) -> None:
    for name, write, viewer, it in targets(world):
        if not is_json(name) or not write.body(it):
            continue
        for kind in ("text/xml", "application/x-www-form-urlencoded", "multipart/form-data", "x"):
            answer, tables = send(world, viewer, name, write, it, b"a=1", kind)
            assert (answer.status_code, tables) == (415, []), f"{name}, {kind}"


def test_a_form_with_a_wrong_value_keeps_the_others(world: World) -> None:
    wrong = []
    for name, write, viewer, it in targets(world):
        given = {} if is_json(name) else write.body(it)
        for field in given:
            for what, value in FORM_VALUES.items():
                with undone() as ledger:
                    sent = {**given, field: value, "note": "kept words"}
                    answer = world.browsers[viewer].post(address(name, it), sent)
                bad = faults_of_form(answer, ledger.tables)
                wrong += [f"{name}.{field}, {what}: {one}" for one in bad]
    assert wrong == []


FORM = "application/x-www-form-urlencoded"
BROKEN_FORMS = [
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; nam"),
    ("multipart/form-data", b"anything"),
    (FORM, b"&".join(b"f%d=x" % number for number in range(250))),
    (FORM, b"text=" + b"x" * 1_100_000),
    (FORM, b"text=%ED%A0%80&title=%ED%A0%80&because=%00"),
    ("application/json", b'{"text": "\\ud800"}'),
    ("", b"text"),
]


@pytest.mark.parametrize(("kind", "body"), BROKEN_FORMS)
def test_a_broken_form_is_no_defect(world: World, kind: str, body: bytes) -> None:
    wrong = []
    for name, write, viewer, it in targets(world):
        if is_json(name) or not write.body(it):
            continue
        answer, _tables = send(world, viewer, name, write, it, body, kind)
        if answer.status_code >= 500:
            wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def send(
    world: World,
    viewer: str,
    name: str,
    write: Write,
    it: Content,
    body: bytes,
    kind: str = "application/json",
) -> tuple[HttpResponseBase, list[str]]:
    browser = world.browsers[viewer]
    with undone() as ledger:
        url, method = address(name, it), write.method.upper()
        answer: Any = browser.generic(method, url, body, content_type=kind)
    return answer, ledger.tables


def faults_of_problem(answer: Any, tables: list[str]) -> list[str]:
    """What is wrong with a refusal: its status, its shape, its sentence, or that it wrote."""
    found = [] if 400 <= answer.status_code < 500 else [str(answer.status_code)]
    if not answer.headers["Content-Type"].startswith("application/problem+json"):
        found.append(f"{answer.status_code} in another shape")
    elif len(answer.json()["detail"]) < 10:
        found.append("no sentence")
    return found + ([f"wrote {tables}"] if tables else [])


def faults_of_form(answer: Any, tables: list[str]) -> list[str]:
    if answer.status_code < 400:
        return []
    found = [] if answer.status_code < 500 else [str(answer.status_code)]
    if b"<main" not in answer.content:
        found.append(f"{answer.status_code} without a page")
    return found + ([f"{answer.status_code} wrote {tables}"] if tables else [])
