"""`make demo` from outside: it starts, serves, ends, starts again as it was left, and anew."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

WAIT = 90


class Demo:
    """One start of the command, on a database and a port of its own."""

    def __init__(self, folder: Path, *arguments: str, name: str = "demo.sqlite3") -> None:
        self.port = free_port()
        self.file = folder / name
        own = {"DATABASE_URL": f"sqlite:///{self.file}", "PYTHONUNBUFFERED": "1"}
        kept = {k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "FOLKMOOT_MODE"}}
        line = [sys.executable, "manage.py", "demo", "--port", str(self.port), *arguments]
        self.process = subprocess.Popen(
            line, cwd=settings.BASE_DIR, env=kept | own, text=True, stdout=-1, stderr=-2
        )

    def wait_for_page(self) -> float:
        """Seconds until the first page came."""
        begin = time.monotonic()
        while time.monotonic() - begin < WAIT and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as page:
                    assert b"Better customer service" in page.read()
                    return time.monotonic() - begin
            except OSError:
                time.sleep(0.1)
        self.process.kill()
        raise AssertionError(self.process.communicate()[0])

    def end(self, how: signal.Signals) -> str:
        self.process.send_signal(how)
        said, _nothing = self.process.communicate(timeout=30)
        return said

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.file) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def crowding() -> float:
    """How many times longer everything takes while others work on this machine."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="children are read from /proc")
def test_the_demo_starts_ends_and_starts_again_with_what_was_changed(tmp_path) -> None:
    first = Demo(tmp_path)
    first.wait_for_page()
    children = first.children()
    assert len(children) == 2
    said = first.end(signal.SIGTERM)
    assert f"http://localhost:{first.port}/" in said
    assert "ada@halvermere.example" in said
    assert "folkmoot-demo" in said
    assert not any(alive(pid) for pid in children)
    first.rows("UPDATE communities_community SET tagline = 'changed by hand'")

    again = Demo(tmp_path)
    assert again.wait_for_page() < 10 * crowding()
    assert "Traceback" not in again.end(signal.SIGINT)
    assert ("changed by hand",) in again.rows("SELECT tagline FROM communities_community")

    anew = Demo(tmp_path, "--reset", "--no-serve")
    assert anew.process.wait(WAIT) == 0
    assert ("changed by hand",) not in anew.rows("SELECT tagline FROM communities_community")
    assert anew.rows("SELECT count(*) FROM ideas_idea")[0][0] >= 40


def test_reset_deletes_no_other_database(tmp_path) -> None:
    precious = tmp_path / "precious.sqlite3"
    with sqlite3.connect(precious) as connection:
        connection.execute("CREATE TABLE letters (words text)")
    refused = Demo(tmp_path, "--reset", "--no-serve", name=precious.name)
    assert "Nothing was deleted" in refused.process.communicate(timeout=WAIT)[0]
    assert refused.process.returncode == 1
    assert refused.rows("SELECT name FROM sqlite_master") == [("letters",)]


def test_a_port_in_use_is_said_kindly(tmp_path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = Demo(tmp_path)
        busy.process.kill()
        busy.process.communicate()
        port = taken.getsockname()[1]
        second = Demo(tmp_path, "--port", str(port))
        said = second.process.communicate(timeout=WAIT)[0]
    assert f"make demo PORT={port + 1}" in said
    assert not second.file.exists()
