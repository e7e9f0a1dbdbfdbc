"""`make bench-import`: how long a real city takes to come in, how much memory, who has to wait.

A database of its own each time: an SQLite file, and PostgreSQL where FOLKMOOT_TEST_DATABASE_URL
names a server. The floor is the same files read and put into two bare tables, in as many
transactions, in the same minute. Meanwhile somebody else writes every 50 ms.
"""

import csv
import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

BASE = Path(__file__).resolve().parent.parent
DATA = BASE.parent / "shared" / "data" / "barcelona-2016"
FILES = {name: DATA / f"decidim-open-data-{name}.csv.gz" for name in ("proposals", "comments")}
AIM_SECONDS, AIM_MEGABYTES = 120, 500
TOTALS = {
    "SELECT count(*) FROM ideas_idea": 10_860,
    "SELECT sum(imported_support) FROM ideas_idea": 165_127,
    "SELECT count(*) FROM comments_comment": 18_192,
    "SELECT count(*) FROM comments_comment WHERE parent_id IS NULL AND side = 1": 5_198,
    "SELECT count(*) FROM comments_comment WHERE parent_id IS NULL AND side = -1": 798,
    "SELECT sum(points_for) FROM ideas_idea": 5_198,
    "SELECT count(*) FROM search_entry": 29_052,
}
SYNCHRONOUS = "PRAGMA synchronous=FULL"


@dataclass(frozen=True)
class Run:
    """What one process took: seconds by the clock and of the processor, and its peak memory."""

    seconds: float
    processor: float
    megabytes: float
    said: str


class Database:
    """An empty database, by its address; `connect` goes around Django."""

    def __init__(self, name: str, address: str, connect: Any, mark: str) -> None:
        self.name, self.address, self.connect, self.mark = name, address, connect, mark


def main() -> int:
    missing = [str(path) for path in FILES.values() if not path.exists()]
    if missing:
        print(f"Not measured: {', '.join(missing)} is not there.")
        return 0
    results = [_measure(database) for database in _databases()]
    return 0 if all(results) else 1


def _measure(database: Database) -> bool:
    """Print what the import into one database took; whether everything came."""
    floor = _floor(database)
    _manage(["migrate", "--verbosity", "0"], database)
    with _somebody_writing(database) as waits:
        first = _manage(_command(), database)
    second = _manage(_command(), database)
    rows = sum(1 for path in FILES.values() for _ in _rows(path))
    longest, usual = max(waits, default=0.0), sorted(waits)[len(waits) // 2] if waits else 0.0
    wrong = _wrong(database)
    print(f"{database.name}: {rows:,} rows")
    print(f"  seconds {first.seconds:.1f} (processor {first.processor:.1f}), aim {AIM_SECONDS}")
    print(f"  peak memory {first.megabytes:.0f} MB, aim {AIM_MEGABYTES}")
    print(f"  {rows / first.seconds:,.0f} rows/s; {first.seconds / floor:.0f} times the floor")
    print(f"  floor, the same rows into bare tables: {floor:.2f} s")
    print(
        f"  others who wrote meanwhile: {len(waits)} times, waited {usual * 1000:.0f} ms usually,"
    )
    print(f"    {longest * 1000:.0f} ms at most")
    print(f"  again: {second.seconds:.1f} s, {second.said.splitlines()[0]}")
    print("  totals: " + ("; ".join(wrong) if wrong else "all as they should be"))
    return not wrong and second.said.startswith("0 rows written.")


def _command() -> list[str]:
    named = [part for name, path in FILES.items() for part in (f"--{name}", str(path))]
    return ["import_ideas", "decidim", *named, "--group", "city", "--official", "9262"]


def _manage(command: list[str], database: Database) -> Run:
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, str(BASE / "manage.py"), *command],
            env=os.environ | {"DATABASE_URL": database.address},
            stdout=said,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        said.seek(0)
        words = said.read()
    if status:
        sys.exit(f"{command[0]} failed on {database.name}.")
    seconds = time.monotonic() - began
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, words)


def _floor(database: Database) -> float:
    """Read both files and put the rows into bare tables, 200 a transaction."""
    began = time.monotonic()
    with closing(database.connect()) as connection:
        cursor = connection.cursor()
        for name, path in FILES.items():
            rows = _rows(path)
            width = len(next(rows))
            columns = ", ".join(f"c{number} text" for number in range(width))
            cursor.execute(f"CREATE TABLE floor_{name} ({columns})")
            places = ", ".join([database.mark] * width)
            for batch in batched(rows, 200):
                cursor.executemany(f"INSERT INTO floor_{name} VALUES ({places})", batch)  # noqa: S608
                connection.commit()
            cursor.execute(f"DROP TABLE floor_{name}")
            connection.commit()
    return time.monotonic() - began


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter=";")


@contextmanager
def _somebody_writing(database: Database) -> Iterator[list[float]]:
    """Seconds that each small write of another process' kind had to wait."""
    waits: list[float] = []
    done = Event()

    def write() -> None:
        with closing(database.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute("CREATE TABLE elsewhere (number integer)")
            connection.commit()
            while not done.wait(0.05):
                began = time.monotonic()
                cursor.execute(f"INSERT INTO elsewhere VALUES ({len(waits)})")  # noqa: S608
                connection.commit()
                waits.append(time.monotonic() - began)

    writer = Thread(target=write)
    writer.start()
    yield waits
    done.set()
    writer.join()


def _wrong(database: Database) -> list[str]:
    with closing(database.connect()) as connection:
        cursor = connection.cursor()
        found = {query: cursor.execute(query).fetchone()[0] for query in TOTALS}
    return [f"{query}: {found[query]}" for query, total in TOTALS.items() if found[query] != total]


def _databases() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        yield _sqlite(Path(folder) / "bench.sqlite3")
    server = os.environ.get("FOLKMOOT_TEST_DATABASE_URL", "")
    if not server:
        print("PostgreSQL: not measured; FOLKMOOT_TEST_DATABASE_URL names no server.")
        return
    name = f"folkmoot_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield _postgres(urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _sqlite(path: Path) -> Database:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=60)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(SYNCHRONOUS)
        return connection

    return Database("SQLite", f"sqlite:///{path}", connect, "?")


def _postgres(address: str) -> Database:
    return Database("PostgreSQL", address, lambda: psycopg.connect(address), "%s")


if __name__ == "__main__":
    sys.exit(main())
