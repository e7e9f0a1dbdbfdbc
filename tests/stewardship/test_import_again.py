"""An import that is killed, repeated, tried out or taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from activity.models import Event
from comments.models import Comment
from ideas.models import Idea
from moderation.models import Case
from stewardship.counters.check import check_counters
from stewardship.imports import batches
from stewardship.imports.setting import Target
from stewardship.imports.undo import undo_import
from stewardship.models import ImportRun
from tests.stewardship import contents
from tests.stewardship.decidim import bring, comment, proposal, reply, sheet, silent
from voting.models import Vote

pytestmark = pytest.mark.django_db

PROPOSALS = [proposal(number) for number in range(1, 8)]
COMMENTS = [
    *(comment(number, on=number, author__id=100 + number) for number in range(1, 8)),
    *(reply(number + 10, to=number, on=number) for number in range(1, 8)),
]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch) -> None:
    """Three rows a transaction, so that there are many of them, and no pause between."""
    monkeypatch.setattr(batches, "SIZE", 3)
    monkeypatch.setattr(batches, "PAUSE", 0)


class Killed(BaseException):
    """What kill -9 does, as far as a transaction can tell."""


def die(*_arguments: object) -> None:
    raise Killed


def killed_after(steps: int):
    """A progress during which the process dies."""
    left = iter(range(steps))

    def progress(what: str, done: int, total: int) -> None:
        if next(left, None) is None:
            raise Killed

    return progress


def test_a_second_import_changes_nothing_at_all(tmp_path) -> None:
    bring(tmp_path, PROPOSALS, COMMENTS, officials=["101"])
    before = contents.everything()
    assert bring(tmp_path, PROPOSALS, COMMENTS, officials=["101"]).changed == 0
    assert contents.everything() == before


def test_a_batch_has_at_most_so_many_rows(tmp_path, monkeypatch) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(
        batches.Writer, "_write", lambda _self, _model, rows, _put: sizes.append(len(rows)) or 0
    )
    bring(tmp_path, PROPOSALS)
    assert max(sizes) == 3
    assert sum(sizes) == len(PROPOSALS) + 1


@pytest.mark.parametrize("steps", range(0, 12, 2))
def test_killed_anywhere_and_run_again_it_is_whole(tmp_path, steps: int) -> None:
    with pytest.raises(Killed):
        bring(tmp_path, PROPOSALS, COMMENTS, progress=killed_after(steps))
    assert not [finding for finding in check_counters() if finding.drifts]
    bring(tmp_path, PROPOSALS, COMMENTS)
    assert (Idea.objects.count(), Comment.objects.count()) == (7, 14)
    assert Event.objects.filter(kind="group.filled").count() == 1
    assert ImportRun.objects.get().ended_at
    assert not [finding for finding in check_counters() if finding.drifts]


def test_killed_before_its_last_word_it_says_it_the_next_time(tmp_path, monkeypatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("stewardship.imports.run._finish", die)
        bring(tmp_path, PROPOSALS, COMMENTS)
    assert not Event.objects.exists()
    assert bring(tmp_path, PROPOSALS, COMMENTS).changed == 0
    assert Event.objects.get().kind == "group.filled"


def test_what_is_new_in_a_later_file_comes_in(tmp_path) -> None:
    bring(tmp_path, PROPOSALS[:5], COMMENTS[:5])
    outcome = bring(tmp_path, PROPOSALS, COMMENTS)
    assert outcome.made == {"people": 3, "officials": 0, "ideas": 2, "contributions": 9}


def test_a_dry_run_writes_nothing(tmp_path, capsys) -> None:
    before = contents.everything()
    run_command(tmp_path, "--dry-run")
    assert contents.everything() == before
    assert "7 ideas, 14 contributions" in capsys.readouterr().out


def test_undone_as_a_whole_nothing_is_left(tmp_path) -> None:
    before = contents.counts()
    bring(tmp_path, PROPOSALS, COMMENTS, officials=["101"])
    gone = undo_import(target=Target("voices"), progress=silent)
    assert gone == {"ideas": 7, "contributions": 14, "people": 9}
    traces = {"activity_event", "activity_stream", "stewardship_importrun"}
    after = {table: n for table, n in contents.counts().items() if table not in traces}
    assert after == before


def test_an_undo_that_is_killed_leaves_right_numbers_and_goes_on(tmp_path) -> None:
    bring(tmp_path, PROPOSALS, COMMENTS)
    with pytest.raises(Killed):
        undo_import(target=Target("voices"), progress=killed_after(2))
    assert 0 < Idea.objects.count() < 7
    assert not [finding for finding in check_counters() if finding.drifts]
    undo_import(target=Target("voices"), progress=silent)
    assert not Idea.objects.exists()


def test_an_undo_spares_what_was_in_the_group_before(tmp_path, idea) -> None:
    before = contents.everything()["ideas_idea"]
    bring(tmp_path, PROPOSALS, COMMENTS, group="service")
    undo_import(target=Target("service"), progress=silent)
    assert contents.everything()["ideas_idea"] == before
    idea.group.refresh_from_db()
    assert (idea.group.idea_count, idea.group.source) == (1, "")


def test_an_undo_is_refused_where_people_took_part_unless_they_say_so(tmp_path, ada) -> None:
    bring(tmp_path, PROPOSALS, COMMENTS)
    target = Idea.objects.first()
    Vote.objects.create(idea=target, voter=ada, stand=1)
    Case.objects.create(group=target.group, comment=Comment.objects.first())
    with pytest.raises(ValidationError, match="1 votes, 1 cases"):
        undo_import(target=Target("voices"), progress=silent)
    assert Idea.objects.count() == 7
    undo_import(target=Target("voices"), progress=silent, even_so=True)
    assert not Idea.objects.exists()


def test_nothing_to_undo_is_said(db) -> None:
    with pytest.raises(ValidationError, match="Nothing that was imported"):
        undo_import(target=Target("voices"), progress=silent)


def test_after_an_undo_it_can_come_in_again(tmp_path) -> None:
    bring(tmp_path, PROPOSALS, COMMENTS)
    undo_import(target=Target("voices"), progress=silent)
    assert bring(tmp_path, PROPOSALS, COMMENTS).made["ideas"] == 7


def run_command(folder, *options: str) -> None:
    files = {
        "--proposals": sheet(folder / "p.csv", PROPOSALS),
        "--comments": sheet(folder / "c.csv.gz", COMMENTS),
    }
    named = [str(part) for pair in files.items() for part in pair]
    call_command("import_ideas", "decidim", *named, "--group", "voices", *options)
