"""Writers on SQLite are served in the order in which they came, and nobody keeps the lock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connections, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from config.sqlite.base import DatabaseWrapper
from config.sqlite.lock import FairLock, lock_of

SETTINGS = {
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_HEALTH_CHECKS": False,
    "CONN_MAX_AGE": None,
    "TIME_ZONE": None,
    "TEST": {"NAME": None},
}
TABLES = (
    "CREATE TABLE town (id integer PRIMARY KEY)",
    "CREATE TABLE street (town integer REFERENCES town(id) DEFERRABLE INITIALLY DEFERRED)",
)


def connect(file: Path | str, *, alias: str = "town", timeout: float = 20) -> DatabaseWrapper:
    options = {
        "timeout": timeout,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON",
    }
    return DatabaseWrapper(SETTINGS | {"NAME": str(file), "OPTIONS": options}, alias)


@contextmanager
def writing(connection: DatabaseWrapper) -> Iterator[None]:
    """What `transaction.atomic` does, for a connection that no alias of the settings leads to."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.in_atomic_block = True
    try:
        yield
        connection.in_atomic_block = False
        connection.commit()
    except BaseException:
        connection.in_atomic_block = False
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    path = tmp_path / "town.sqlite3"
    with django_db_blocker.unblock():
        connection = connect(path)
        for statement in TABLES:
            connection.cursor().execute(statement)
        connection.close()
        yield path


def write(connection: DatabaseWrapper, number: int) -> None:
    with writing(connection):
        connection.cursor().execute("INSERT INTO town VALUES (%s)", [number])


def is_free(file: Path) -> bool:
    turn = lock_of(str(file.resolve())).acquire(0)
    if turn is not None:
        lock_of(str(file.resolve())).release(turn)
    return turn is not None


def start_in_order(lock: FairLock, jobs: list[threading.Thread]) -> None:
    """Start each job once the one before it stands in the row."""
    for place, job in enumerate(jobs, start=1):
        job.start()
        deadline = monotonic() + 5
        while len(lock._waiting) < place and monotonic() < deadline:
            sleep(0.001)


def test_waiting_writers_are_served_in_the_order_of_their_arrival(file: Path) -> None:
    served: list[int] = []

    def serve(number: int) -> None:
        connection = connect(file)
        with writing(connection):
            served.append(number)
        connection.close()

    jobs = [threading.Thread(target=serve, args=[number]) for number in range(12)]
    first = connect(file)
    with writing(first):
        start_in_order(lock_of(str(file.resolve())), jobs)
    for job in jobs:
        job.join(10)
    assert served == list(range(12))


def test_a_late_comer_does_not_pass_the_one_who_waits() -> None:
    lock, order = FairLock(), list[str]()
    holder = lock.acquire(1)
    assert holder

    def wait() -> None:
        turn = lock.acquire(5)
        assert turn
        order.append("waited")
        lock.release(turn)

    waiting = threading.Thread(target=wait)
    start_in_order(lock, [waiting])
    lock.release(holder)
    again = lock.acquire(5)
    assert again
    order.append("came again")
    waiting.join(5)
    assert order == ["waited", "came again"]


def test_a_raised_exception_gives_the_lock_back(file: Path) -> None:
    connection = connect(file)
    with pytest.raises(ZeroDivisionError), writing(connection):
        raise ZeroDivisionError
    assert is_free(file)


def test_a_begin_that_fails_gives_the_lock_back(file: Path) -> None:
    connection = connect(file, timeout=0.1)
    foreign = connect(file)
    foreign.cursor().execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), writing(connection):
        pass
    assert is_free(file)
    foreign.close()


def test_a_commit_that_fails_keeps_the_lock_until_it_is_rolled_back(file: Path) -> None:
    connection = connect(file)
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.cursor().execute("INSERT INTO street VALUES (404)")
    with pytest.raises(IntegrityError):
        connection.commit()
    assert not is_free(file)
    connection.rollback()
    assert is_free(file)


def test_closing_inside_a_transaction_gives_the_lock_back(file: Path) -> None:
    connection = connect(file)
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not is_free(file)
    connection.close()
    assert is_free(file)


def test_a_connection_that_broke_gives_the_lock_back(file: Path) -> None:
    connection = connect(file)
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.connection.close()
    with pytest.raises(Exception, match="closed"):
        connection.rollback()
    assert is_free(file)


def test_a_thread_that_died_in_its_transaction_does_not_keep_others_out() -> None:
    lock = FairLock()
    dying = threading.Thread(target=lock.acquire, args=[1])
    dying.start()
    dying.join()
    assert lock.acquire(3)


def test_a_turn_that_is_over_cannot_take_the_lock_from_its_next_owner() -> None:
    lock = FairLock()
    first = lock.acquire(1)
    assert first
    lock.release(first)
    second = lock.acquire(1)
    lock.release(first)
    assert second
    assert lock.acquire(0) is None


def test_who_waits_too_long_hears_that_the_database_is_locked(file: Path) -> None:
    holder, late = connect(file), connect(file, timeout=0.2)
    with writing(holder):
        began = monotonic()
        with pytest.raises(OperationalError, match="database is locked"):
            late._start_transaction_under_autocommit()
        assert 0.2 <= monotonic() - began < 2
    write(late, 1)


def test_two_aliases_of_one_file_share_its_lock_and_another_file_does_not(
    file: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(file)
    holder = connect(file)
    with writing(holder):
        with pytest.raises(OperationalError):
            write(connect(tmp_path / "link", alias="twin", timeout=0.1), 1)
        other = connect(tmp_path / "village.sqlite3", timeout=0.1)
        with writing(other):
            pass


def test_a_begin_within_the_same_connection_does_not_wait_for_itself(file: Path) -> None:
    connection = connect(file, timeout=0.2)
    with writing(connection):
        connection._take_lock()
    assert is_free(file)


def test_many_writers_lose_nothing(file: Path) -> None:
    failures: list[Exception] = []

    def work(worker: int) -> None:
        connection = connect(file)
        try:
            for number in range(25):
                write(connection, worker * 100 + number)
        except DatabaseError as failure:
            failures.append(failure)
        finally:
            connection.close()

    jobs = [threading.Thread(target=work, args=[worker]) for worker in range(16)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(30)
    reader = connect(file)
    assert not failures
    assert reader.cursor().execute("SELECT count(*) FROM town").fetchone() == (400,)


@pytest.mark.django_db(transaction=True)
def test_nested_atomic_blocks_take_the_lock_of_the_default_database_once() -> None:
    default = connections["default"]
    if not isinstance(default, DatabaseWrapper):
        pytest.skip("the lock belongs to SQLite")
    with CaptureQueriesContext(default) as seen, transaction.atomic(), transaction.atomic():
        assert default._held is not None
    assert default._held is None
    assert seen[0]["sql"] == "BEGIN IMMEDIATE"
