"""Nobody writes what is not theirs to write: a refusal, and not a row of anything."""

from dataclasses import replace
from itertools import product

import pytest

from tests.matrix.asking import Heard, heard, url_of
from tests.matrix.cells import NAMED, cells_of, contents_of
from tests.matrix.ledger import undone
from tests.matrix.oracle import Content
from tests.matrix.rows import ROWS, Row
from tests.matrix.world import World
from tests.matrix.write_rows import ALLAUTH, WRITES
from tests.matrix.writing import Write

pytestmark = pytest.mark.django_db
REFUSALS = {"missing", "login", "refused", "gone", "400", "409", "method"}
CELLS = [(name, number) for name, rows in WRITES.items() for number in range(len(rows))]
METHODS = ("post", "put", "delete", "patch")


def test_every_address_that_takes_a_write_has_a_row(world: World) -> None:
    taking = {
        name
        for name, row in ROWS.items()
        if not name.startswith(ALLAUTH)
        for method in METHODS
        if takes(world, name, row, method)
    }
    assert taking == set(WRITES)


def takes(world: World, name: str, row: Row, method: str) -> bool:
    it = contents_of(world, row, whole=False)[0]
    with undone():
        answer = send(world, "root", name, Write(method, lambda viewer, it: True), it)
    return answer.outcome != "method" and not row_is_nobodys(row)


def row_is_nobodys(row: Row) -> bool:
    return row.rule.__name__ == "nobody"


@pytest.mark.parametrize(("name", "number"), CELLS)
def test_a_write_takes_the_right_to_it(world: World, name: str, number: int) -> None:
    assert wrongs(world, name, number, whole=False) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "number"), CELLS)
def test_a_write_takes_the_right_to_it_in_every_state(world: World, name: str, number: int) -> None:
    assert wrongs(world, name, number, whole=True) == []


def wrongs(world: World, name: str, number: int, *, whole: bool) -> list[str]:
    """Every refusal is tried; what is allowed until it was done once, which shows that the row
    tests something."""
    row, write = ROWS[name], WRITES[name][number]
    plain = replace(row, deep=False, key=False)
    asked = set(cells_of(world, name, plain, whole=whole))
    wrong, done = [], not write.sure
    for viewer, it in product(NAMED, contents_of(world, plain, whole=whole)):
        may = write.may(viewer, it)
        if (viewer, it) in asked or (may and not done):
            status, outcome, written = tried(world, viewer, name, write, it)
            done = done or (may and outcome == "ok" and bool(written))
            bad = status >= 500 or (not may and (written or outcome not in again(viewer, it)))
            wrong += [f"{viewer}, {it}: {status} wrote {written}"] if bad else []
    return wrong if done else [*wrong, "nobody who may could do it"]


def tried(
    world: World, viewer: str, name: str, write: Write, it: Content
) -> tuple[int, str, list[str]]:
    with undone() as ledger:
        answer = send(world, viewer, name, write, it)
        return answer.status, answer.outcome, ledger.tables


def again(viewer: str, it: Content) -> set[str]:
    """Refusals; and to an author, doing again what was done is no error and changes nothing."""
    return REFUSALS | ({"ok"} if viewer == it.author else set())


def send(world: World, viewer: str, name: str, write: Write, it: Content) -> Heard:
    browser, row = world.browsers[viewer], ROWS[name]
    body, url = write.body(it), url_of(name, replace(row, query=""), it)
    ask = getattr(browser, write.method)
    json = name.startswith("api_")
    sent = ask(url, body, content_type="application/json") if json else ask(url, body)
    return heard(sent, viewer, url)
