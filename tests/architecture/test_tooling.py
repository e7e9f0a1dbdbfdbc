"""What tells us how a run went tells it right."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests import profile, realdata, reporting
from tests.architecture import source


def test_a_missing_data_folder_skips_and_says_so(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(realdata, "DATA", tmp_path / "nowhere")
    with pytest.raises(pytest.skip.Exception, match="not beside the project"):
        realdata.path("barcelona-2016")


def test_a_missing_file_in_a_present_data_folder_fails(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(realdata, "DATA", tmp_path)
    with pytest.raises(pytest.fail.Exception, match="barcelona-2016 is missing"):
        realdata.path("barcelona-2016")


def test_a_present_file_is_found(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "xss.json").write_text("[]")
    monkeypatch.setattr(realdata, "DATA", tmp_path)
    assert realdata.path("xss.json").read_text() == "[]"


def test_a_run_says_what_its_markers_left_out() -> None:
    assert reporting.left_out("not e2e and not slow") == list(reporting.LEFT_OUT.values())
    assert reporting.left_out("not e2e") == [reporting.LEFT_OUT["e2e"]]
    assert reporting.left_out("e2e") == []


@pytest.mark.parametrize(
    ("node", "room"),
    [("tests/ideas/test_life.py::test_x", "ideas"), ("tests/test_top.py::test_y", "the house")],
)
def test_a_run_counts_by_room(node: str, room: str) -> None:
    assert reporting.room_of(node) == room


@pytest.mark.parametrize(
    ("worker", "url"),
    [("gw0", "redis://h:6379/8"), ("gw1", "redis://h:6379/9"), ("gw9", "redis://h:6379/1")],
)
def test_every_worker_has_a_redis_database_of_its_own(monkeypatch, worker: str, url: str) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
    assert profile._redis_of_this_worker("redis://h:6379/8") == url


def test_no_test_runs_on_what_the_site_is_configured_for(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://the-real-one/folkmoot")
    monkeypatch.setenv("FOLKMOOT_TEST_DATABASE_URL", "")
    profile._pass_on("FOLKMOOT_TEST_DATABASE_URL", "DATABASE_URL")
    assert profile.os.environ.get("DATABASE_URL") is None


REPORT = (
    """<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>"""
)


def test_the_tally_adds_up_all_reports(tmp_path: Path) -> None:
    (tmp_path / "embedded.xml").write_text(REPORT.format(10, 1, 1, 2))
    (tmp_path / "servers.xml").write_text(REPORT.format(5, 0, 0, 1))
    assert tally(tmp_path) == "10 passed, 2 failed, 3 skipped\n"


def test_the_tally_of_nothing_is_nothing(tmp_path: Path) -> None:
    assert tally(tmp_path) == "0 passed, 0 failed, 0 skipped\n"


def tally(folder: Path) -> str:
    command = [sys.executable, source.BASE / ".ci" / "tally.py", folder]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_ci_stops_at_the_first_failure_and_ends_with_the_tally() -> None:
    script = source.BASE / ".ci" / "run"
    text = script.read_text()
    assert script.stat().st_mode & stat.S_IXUSR
    assert "set -euo pipefail" in text
    assert "trap 'python3 .ci/tally.py" in text
    steps = [line.split('"')[1] for line in text.splitlines() if line.startswith("step ")]
    assert steps == ["servers", "make check", "make test", "chromium", "make test-e2e", "done"]
