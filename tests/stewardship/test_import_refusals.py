"""Files and rows that cannot be imported: a clear sentence, and nothing half-written."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment
from ideas.models import Idea
from stewardship.imports.reading import LARGEST
from tests.stewardship import contents, decidim
from tests.stewardship.decidim import bring, comment, proposal, sheet

pytestmark = pytest.mark.django_db

DIGITS = "9" * 10_000_000


def good(folder: Path) -> bytes:
    return sheet(folder / "good.csv", [proposal(number) for number in range(1, 40)]).read_bytes()


def absent(_folder: Path) -> None:
    return None


def other_columns(_folder: Path) -> bytes:
    return b"name;colour\nbench;green\n"


def commas(folder: Path) -> bytes:
    return good(folder).replace(b";", b",")


def columns_twice(folder: Path) -> bytes:
    return good(folder).replace(b"reference", b"votes", 1)


def latin(folder: Path) -> bytes:
    return good(folder).decode().replace("Noor", "Noé").encode("latin-1")


def utf_16(folder: Path) -> bytes:
    return good(folder).decode().encode("utf-16")


def cut_off(folder: Path) -> bytes:
    return gzip.compress(good(folder))[:-40]


def garbled(folder: Path) -> bytes:
    packed = bytearray(gzip.compress(good(folder)))
    packed[60:90] = b"x" * 30
    return bytes(packed)


def open_quote(folder: Path) -> bytes:
    return good(folder) + b'99;"never closed'


def endless_digits(folder: Path) -> bytes:
    return good(folder).replace(b";12;", b";" + DIGITS.encode() + b";", 1)


def nothing_in_it(_folder: Path) -> bytes:
    return b""


def header_alone(folder: Path) -> bytes:
    return good(folder).splitlines(keepends=True)[0]


WRONG = {
    absent: "cannot be opened: No such file",
    other_columns: "lacks the columns id, author/id",
    commas: "columns separated by semicolons",
    columns_twice: "names these columns twice: votes",
    latin: "not UTF-8",
    utf_16: "not UTF-8",
    cut_off: "cut off or damaged",
    garbled: "cut off or damaged",
    open_quote: "cannot be taken apart",
    endless_digits: "cannot be taken apart",
    nothing_in_it: "lacks the columns",
    header_alone: "no proposal that can be imported",
}


@pytest.mark.parametrize("make", WRONG, ids=lambda make: make.__name__)
def test_a_wrong_file_changes_nothing_and_says_why(tmp_path, make) -> None:
    file, data = tmp_path / "wrong.csv", make(tmp_path)
    if data is not None:
        file.write_bytes(data)
    before = contents.everything()
    with pytest.raises(CommandError, match=WRONG[make]):
        call_command("import_ideas", "decidim", "--proposals", str(file), "--group", "voices")
    assert contents.everything() == before


@pytest.mark.parametrize("make", [absent, other_columns, latin, cut_off, open_quote])
def test_a_wrong_file_of_comments_keeps_the_proposals_out_as_well(tmp_path, make) -> None:
    file, data = tmp_path / "wrong.csv", make(tmp_path)
    if data is not None:
        file.write_bytes(data)
    fine = str(sheet(tmp_path / "fine.csv", [proposal()]))
    with pytest.raises(CommandError):
        call_command(
            "import_ideas", "decidim", "--proposals", fine, "--comments", str(file),
            "--group", "voices",
        )  # fmt: skip
    assert not Idea.objects.exists()


def test_a_folder_is_no_file(tmp_path) -> None:
    with pytest.raises(CommandError, match="Is a directory"):
        call_command("import_ideas", "decidim", "--proposals", str(tmp_path), "--group", "voices")


def test_a_small_file_that_unpacks_to_far_too_much_is_refused(tmp_path, monkeypatch) -> None:
    assert LARGEST > 100_000_000
    monkeypatch.setattr("stewardship.imports.reading.LARGEST", 100_000)
    bomb = tmp_path / "bomb.csv.gz"
    bomb.write_bytes(gzip.compress(good(tmp_path) + b"\n" * 1_000_000))
    with pytest.raises(CommandError, match="unpacks to more than"):
        call_command("import_ideas", "decidim", "--proposals", str(bomb), "--group", "voices")


ROWS = {
    "no id": ({"id": ""}, "it has no id"),
    "an id that is none": ({"id": "<b>"}, "id is not an id"),
    "no number": ({"votes": "many"}, "votes is not a count"),
    "below nothing": ({"votes": "-3"}, "votes is not a count"),
    "too much": ({"votes": "9" * 100_000}, "votes is not a count"),
    "no date": ({"created_at": "yesterday"}, "created_at is not a moment"),
    "the year 9999": ({"created_at": "9999-12-31 23:59:59 UTC"}, "lies in the future"),
    "before time": ({"created_at": "0001-01-01T00:00:00+14:00"}, "not a moment"),
    "no address": ({"url": "javascript:alert(1)"}, "url is not a web address"),
    "another site": ({"url": "https://elsewhere.example/1"}, "it comes from elsewhere.example"),
    "no words": ({"title/ca": " ", "body/ca": " "}, "neither a title nor a text"),
    "a NUL": ({"title/ca": "a\x00b"}, "NUL"),
    "a NUL where no words are read": ({"state": "acc\x00epted"}, "holds a NUL character"),
    "endless marks": ({"title/ca": "a" + "\u0301" * 60}, "title: A letter in it"),
    "far too long": ({"body/ca": "long " * 20_000}, "body: "),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_wrong_row_is_refused_with_its_line_and_the_others_come_in(tmp_path, name: str) -> None:
    change, reason = ROWS[name]
    rows = [proposal(1), proposal(2) | change, proposal(3)]
    plan = decidim.plan(tmp_path, rows, [])
    (refused,) = plan.report.of("refused")
    assert refused.line == 3
    assert reason in refused.reason
    assert [idea.id for idea in plan.ideas] == ["1", "3"]


def test_a_row_with_a_field_too_many_or_too_few_is_refused(tmp_path) -> None:
    lines = good(tmp_path).splitlines(keepends=True)
    lines[2] = lines[2].replace(b";", b";;", 1)
    lines[4] = b"4;5\n"
    (tmp_path / "x.csv").write_bytes(b"".join(lines))
    report = tmp_path / "report.jsonl"
    call_command(
        "import_ideas", "decidim", "--proposals", str(tmp_path / "x.csv"),
        "--group", "voices", "--report", str(report),
    )  # fmt: skip
    rows = [json.loads(line) for line in report.read_text().splitlines()]
    refused = [(row["line"], row["reason"]) for row in rows if row["outcome"] == "refused"]
    assert refused == [
        (3, "has 21 fields where there should be 20"),
        (5, "has 2 fields where there should be 20"),
    ]
    assert Idea.objects.count() == 37


def test_lines_are_counted_where_a_text_has_several(tmp_path) -> None:
    rows = [proposal(1, body__ca="one\ntwo\nthree"), proposal(2, votes="x")]
    (refused,) = decidim.plan(tmp_path, rows, []).report.of("refused")
    assert refused.line == 5


def test_an_id_that_comes_twice_is_refused_the_second_time(tmp_path) -> None:
    plan = decidim.plan(tmp_path, [proposal(1), proposal(1)], [comment(1), comment(1)])
    reasons = [(one.file, one.line, one.reason) for one in plan.report.of("refused")]
    assert reasons == [
        ("proposals.csv", 3, "the id stands in line 2 already"),
        ("comments.csv", 3, "the id stands in line 2 already"),
    ]


COMMENTS = {
    "an unknown side": ({"alignment": "2"}, "alignment is neither"),
    "on something else": ({"commentable_type": "Decidim::Meetings::Meeting"}, "neither a proposal"),
    "on a proposal that is not there": (
        {"commentable_id": "77", "root_commentable_url": "https://voices.example/ideas/77"},
        "its proposal is not among those imported",
    ),
    "no words": ({"body": "<p> </p>"}, "it holds no words"),
}


@pytest.mark.parametrize("name", COMMENTS)
def test_a_wrong_contribution_is_refused_alone(tmp_path, name: str) -> None:
    change, reason = COMMENTS[name]
    bring(tmp_path, [proposal()], [comment(1) | change, comment(2)])
    plan = decidim.plan(tmp_path, [proposal()], [comment(1) | change, comment(2)])
    assert reason in plan.report.of("refused")[0].reason
    assert Comment.objects.get().external_id == "2"


def test_the_report_names_every_row_that_was_changed(tmp_path) -> None:
    rows = [proposal(1, title__ca=" Benches\r\n"), proposal(2, subcategory__name__ca="Benches ")]
    file, report = sheet(tmp_path / "p.csv", rows), tmp_path / "report.csv"
    call_command(
        "import_ideas", "decidim", "--proposals", str(file), "--group", "voices",
        "--report", str(report),
    )  # fmt: skip
    with report.open(newline="") as opened:
        found = [(row["line"], row["id"], row["reason"]) for row in csv.DictReader(opened)]
    assert found == [
        ("2", "1", "title: spaces and line ends tidied"),
        ("4", "2", "subcategory: tidied, at most 100 characters kept"),
    ]


def test_a_column_that_is_not_kept_is_noted(tmp_path) -> None:
    plan = decidim.plan(tmp_path, [proposal(author__url="https://voices.example/noor")], [])
    assert [one.reason for one in plan.report.of("noted")] == ["the column author/url is not kept"]


def test_contributions_that_the_file_lacks_are_noted(tmp_path) -> None:
    plan = decidim.plan(tmp_path, [proposal(comments=5)], [comment(1)])
    assert [one.reason for one in plan.report.of("noted")] == [
        "comments: the file counts 5, and 1 came"
    ]


def test_an_official_who_wrote_nothing_is_refused_before_anything_is_written(tmp_path) -> None:
    before = contents.everything()
    with pytest.raises(CommandError, match="No author in the files has the id 4711"):
        call_command(
            "import_ideas", "decidim", "--proposals", str(sheet(tmp_path / "p.csv", [proposal()])),
            "--group", "voices", "--official", "4711",
        )  # fmt: skip
    assert contents.everything() == before


def test_the_same_ideas_do_not_come_into_a_second_group(tmp_path) -> None:
    bring(tmp_path, [proposal()])
    with pytest.raises(CommandError, match="imported into the group voices already"):
        call_command(
            "import_ideas", "decidim", "--proposals", str(tmp_path / "proposals.csv"),
            "--group", "elsewhere",
        )  # fmt: skip
    assert Idea.objects.count() == 1


def test_the_proposals_must_be_named() -> None:
    with pytest.raises(CommandError, match="--proposals"):
        call_command("import_ideas", "decidim", "--group", "voices")


def test_a_report_that_cannot_be_written_stops_the_import(tmp_path) -> None:
    file = str(sheet(tmp_path / "p.csv", [proposal()]))
    with pytest.raises(CommandError, match="report"):
        call_command(
            "import_ideas", "decidim", "--proposals", file, "--group", "voices",
            "--report", str(tmp_path / "nowhere" / "report.csv"),
        )  # fmt: skip
    assert not Idea.objects.exists()
