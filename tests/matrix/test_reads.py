"""Nobody reads what is not theirs: every address, every viewer, every state of what it shows."""

from dataclasses import replace

import pytest

from tests.matrix.asking import Heard, ask, leaks, url_of
from tests.matrix.cells import cells_of
from tests.matrix.ledger import noted
from tests.matrix.oracle import Content
from tests.matrix.rows import ROWS, Row
from tests.matrix.walk import addresses
from tests.matrix.world import World

pytestmark = pytest.mark.django_db
CLOSED = {"missing", "login"}


def test_every_address_has_a_row() -> None:
    assert sorted(addresses()) == sorted(ROWS)


@pytest.mark.parametrize("name", list(ROWS))
def test_an_address_shows_each_viewer_what_is_theirs(world: World, name: str) -> None:
    assert wrongs(world, name, whole=False) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", list(ROWS))
def test_an_address_shows_every_viewer_what_is_theirs_in_every_state(
    world: World, name: str
) -> None:
    assert wrongs(world, name, whole=True) == []


def wrongs(world: World, name: str, *, whole: bool) -> list[str]:
    row = ROWS[name]
    cells = cells_of(world, name, row, whole=whole)
    assert cells, f"there is nothing to ask {name} about"
    return [
        f"{viewer}, {it}: {wrong}"
        for viewer, it in cells
        for wrong in wrongs_of(world, name, row, viewer, it)
    ]


def wrongs_of(world: World, name: str, row: Row, viewer: str, it: Content) -> list[str]:
    """The outcome is not the oracle's, words are read that should not be, a GET wrote, or a
    forbidden thing can be told from a missing one."""
    expected = row.rule(viewer, it)
    url = url_of(name, row, it if expected & {"ok", "gone"} else _with_another_slug(row, it))
    with noted() as ledger:
        answer = ask(world, viewer, url)
    found = [f"leaks {one}" for one in leaks(world, viewer, answer.said, row.tells)]
    if answer.outcome not in expected:
        found.append(f"{answer.outcome} instead of {' or '.join(sorted(expected))}")
    if ledger.tables:
        found.append(f"a GET wrote {ledger.tables}")
    if row.of and answer.outcome in CLOSED and not answer.alike(_missing(world, name, row, viewer)):
        found.append("a forbidden one is told from a missing one")
    return found


def _with_another_slug(row: Row, it: Content) -> Content:
    """Who may not read a title does not ask by it, and is not led to it."""
    return replace(it, slug="x") if row.of == "idea" else it


def _missing(world: World, name: str, row: Row, viewer: str) -> Heard:
    if (name, viewer) not in world.missing:
        world.missing[name, viewer] = ask(world, viewer, url_of(name, row, None))
    return world.missing[name, viewer]
