"""A real city comes in whole: 10,860 ideas and everything said about them."""

import csv
import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Sum

from accounts.models import User
from activity.models import Event
from comments.models import Comment
from communities.models import Group, Membership
from ideas.models import Category, Idea, IdeaAnswer, Tag
from search.models import Entry
from stewardship.counters.check import check_counters
from stewardship.imports.run import import_city
from stewardship.imports.undo import undo_import
from stewardship.models import ImportRun
from tests import realdata
from tests.city.conftest import CITY, COMMENTS, PROPOSALS
from tests.stewardship.decidim import sheet, silent

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]

CUT = 450


def test_every_idea_with_its_supports_is_there(group) -> None:
    ideas = Idea.objects.filter(group=group)
    totals = ideas.aggregate(n=Count("pk"), supports=Sum("imported_support"))
    assert totals == {"n": 10_860, "supports": 165_127}
    assert IdeaAnswer.objects.count() == 10_860
    assert ideas.filter(status="under_way").count() == 8_142
    assert ideas.filter(status="not_taken_up").count() == 2_718


def test_every_contribution_with_its_side_is_there(group) -> None:
    comments = Comment.objects.filter(idea__group=group)
    assert comments.count() == 18_192
    tops = comments.filter(parent=None)
    assert tops.filter(side=1).count() == 5_198
    assert tops.filter(side=-1).count() == 798
    assert tops.filter(side=0).count() == 10_222
    assert comments.filter(depth__gt=0).count() == 1_974
    likes = comments.aggregate(likes=Sum("imported_likes"), dislikes=Sum("imported_dislikes"))
    assert likes == {"likes": 9_805, "dislikes": 2_007}


def test_its_numbers_add_up(group) -> None:
    sums = Idea.objects.aggregate(
        pro=Sum("points_for"),
        contra=Sum("points_against"),
        words=Sum("comment_count"),
        most=Max("comment_count"),
    )
    assert sums == {"pro": 5_198, "contra": 798, "words": 18_192, "most": 337}
    assert Group.objects.get().idea_count == 10_860
    assert not [finding for finding in check_counters() if finding.drifts]


def test_people_and_meetings_are_told_apart(group) -> None:
    assert User.objects.filter(known="imported", email=None, is_active=False).count() == 3_791
    nobody = Idea.objects.filter(author=None)
    assert list(nobody.values_list("origin").annotate(n=Count("pk"))) == [("meeting", 4_498)]
    official = Membership.objects.get(role="official")
    assert official.person.external_id == "9262"
    assert Category.objects.count() == 5
    assert Tag.objects.count() == 29


def test_the_one_reply_without_a_parent_is_at_the_top_and_in_the_report(group, plan) -> None:
    lost = Comment.objects.get(external_id="4119")
    assert (lost.depth, lost.parent) == (0, None)
    assert lost.replies.exists()
    reasons = [one.reason for one in plan.report.findings if one.id == "4119"]
    assert reasons[0] == "the contribution 4084 it answers is missing; kept at the top"
    assert not plan.report.of("refused")


def test_one_event_stands_for_the_run(group) -> None:
    assert list(Event.objects.values_list("kind", flat=True)) == ["group.filled"]


def test_a_second_import_changes_no_row(group, plan) -> None:
    outcome = import_city(plan=plan, target=CITY, officials=["9262"], progress=silent)
    assert outcome.changed == 0
    assert ImportRun.objects.count() == 1
    assert Event.objects.count() == 1


@pytest.mark.slow
def test_it_goes_as_it_came(group) -> None:
    gone = undo_import(target=CITY, progress=silent)
    assert gone == {"ideas": 10_860, "contributions": 18_192, "people": 3_791}
    kinds = (Idea, Comment, User, Tag, Category, Group, Entry)
    assert not [model for model in kinds if model.objects.exists()]


def test_killed_twice_in_the_middle_and_run_again_it_is_whole(tmp_path, empty_database) -> None:
    proposals, comments = cut_out(tmp_path)
    files = ["--proposals", str(proposals), "--comments", str(comments)]
    command = ["import_ideas", "decidim", *files, "--group", "city"]
    assert killed_at("ideas: 200 ", command, empty_database)
    assert killed_at("contributions at depth 0: 400 ", command, empty_database)
    said = manage(command, empty_database)
    rows = len(read_file(comments))
    assert f"{CUT} ideas, {rows:,} contributions" in said
    assert said.startswith(f"{rows - 400} rows written (0 people, 0 officials, 0 ideas, ")
    assert "Every number says what its rows say." in manage(["check_counters"], empty_database)


@pytest.mark.slow
def test_two_runs_at_the_same_time_bring_each_row_once(tmp_path, empty_database) -> None:
    proposals, comments = cut_out(tmp_path)
    first = sheet(tmp_path / "one.csv", [next(iter(read(PROPOSALS)))])
    manage(
        ["import_ideas", "decidim", "--proposals", str(first), "--group", "city"], empty_database
    )
    files = ["--proposals", str(proposals), "--comments", str(comments)]
    both = [
        started(["import_ideas", "decidim", *files, "--group", "city"], empty_database)
        for _run in range(2)
    ]
    said = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    rows = [int(words.split(" ", 1)[0]) for words, _errors in said]
    everybody = {row["author/id"] for row in [*read_file(proposals), *read_file(comments)]} - {""}
    assert sum(rows) in range(CUT + 900, CUT + 900 + len(everybody) + 1)
    assert "Every number says what its rows say." in manage(["check_counters"], empty_database)


def cut_out(folder: Path) -> tuple[Path, Path]:
    """The most discussed ideas of the city with what was said about them."""
    ideas = sorted(read(PROPOSALS), key=lambda row: -int(row["comments"]))[:CUT]
    urls = {row["url"] for row in ideas}
    comments = [row for row in read(COMMENTS) if row["root_commentable_url"] in urls][:900]
    return sheet(folder / "p.csv.gz", ideas), sheet(folder / "c.csv.gz", comments)


def read(name: str) -> list[dict[str, str]]:
    return read_file(realdata.path(name))


def read_file(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture
def empty_database(tmp_path) -> Iterator[str]:
    """The address of a migrated database of its own, for processes that are killed."""
    if connection.vendor == "sqlite":
        address = f"sqlite:///{tmp_path}/killed.sqlite3"
        manage(["migrate", "--verbosity", "0"], address)
        yield address
        return
    where = connection.settings_dict
    name = f"{where['NAME']}_killed"
    server = f"postgres://{where['USER']}:{where['PASSWORD']}@{where['HOST']}:{where['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
        admin.execute(f'CREATE DATABASE "{name}"')
        manage(["migrate", "--verbosity", "0"], f"{server}/{name}")
        yield f"{server}/{name}"
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(command: list[str], address: str) -> str:
    process = started(command, address)
    said, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return said


def killed_at(words: str, command: list[str], address: str) -> bool:
    """Kill -9 as soon as the progress says these words; whether it came so far."""
    process = started(command, address)
    reached = any(words in line for line in process.stderr)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return reached and process.returncode == -signal.SIGKILL


def started(command: list[str], address: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env=os.environ | {"DATABASE_URL": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
