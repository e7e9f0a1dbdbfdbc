"""Nothing that stands in an address breaks a page: every address, every parameter that any of
them reads, and identifiers of any length."""

from itertools import cycle

import pytest

from tests.matrix.asking import url_of
from tests.matrix.cells import contents_of
from tests.matrix.rows import ROWS
from tests.matrix.world import World
from tests.matrix.write_rows import ALLAUTH

pytestmark = pytest.mark.django_db
NAMES = (
    *("after", "order", "category", "tag", "status", "q", "kind", "side", "page_size", "group"),
    *(
        "unread",
        "title",
        "case",
        "look",
        "version",
        "large",
        "c",
        "stream",
        "ideas",
        "page",
        "next",
    ),
)
LISTS = {
    *("group", "search", "inbox", "desk", "idea", "live_poll", "api_group_ideas", "api_comments"),
    *("api_ideas", "api_search", "api_inbox", "api_cases"),
}
VALUES = (
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "9" * 5_000,
    "-9223372036854775809",
    "1e999",
    "W10",
    "bnVsbA",
    "%27%20OR%201%3D1--",
    "%7B%7B7*7%7D%7D",
    "%F0%9F%99%82" * 300,
    "",
)


@pytest.mark.parametrize("name", [name for name in ROWS if not name.startswith(ALLAUTH)])
def test_no_parameter_breaks_an_address(world: World, name: str) -> None:
    """All at once, and on the lists, which read many, also one at a time, each with the next of
    the values; `moderator` may open nearly all."""
    row = ROWS[name]
    url = url_of(name, row, contents_of(world, row, whole=False)[0]).partition("?")[0]
    values = cycle(VALUES[len(name) % len(VALUES) :] + VALUES)
    asked = [f"{one}={next(values)}" for one in (NAMES if name in LISTS else ())]
    asked += ["&".join(f"{one}={value}" for one in NAMES) for value in VALUES[2:4]]
    broken = [
        query
        for query in asked
        if world.browsers["moderator"].get(f"{url}?{query}").status_code >= 500
    ]
    assert broken == []


@pytest.mark.parametrize("digits", ["0", "9" * 19, "9" * 5_000, "٣", "-1", "1.0", "%00", "1%0a"])
def test_no_number_in_a_path_breaks_it(world: World, digits: str) -> None:
    """What is no number of ours is not there; the longest number a path can hold neither."""
    broken = []
    for name, row in ROWS.items():
        if row.of in {"idea", "comment", "case", "told"}:
            it = contents_of(world, row, whole=False)[0]
            url = url_of(name, row, it).replace(f"/{it.pk}", f"/{digits}", 1)
            status = world.browsers["moderator"].get(url).status_code
            if status not in {404, 400, 405, 302}:
                broken.append(f"{name}: {status}")
    assert broken == []


def test_ten_million_digits_break_no_address(world: World) -> None:
    for url in (
        "/api/v1/ideas/%s/",
        "/comments/%s",
        "/api/v1/ideas/?category=%s",
        "/live?ideas=%s",
    ):
        answer = world.browsers["moderator"].get(url % ("9" * 10**7))
        assert answer.status_code in {400, 404}, url
