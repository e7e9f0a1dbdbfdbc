"""Django's SQLite backend, where a transaction waits for its turn before it begins.

A single statement in autocommit takes SQLite's lock alone; everything Folkmoot writes is inside a
transaction.
"""

import os
import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from config.sqlite.lock import FairLock, Turn, lock_of

PATIENCE = 5.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the write lock of its file before BEGIN, gives it back when the transaction is over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: tuple[FairLock, Turn] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self.ensure_connection()
        self._take_lock()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._release_lock()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._release_lock_when_over()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._release_lock_when_over()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._release_lock()

    def _take_lock(self) -> None:
        if self._held is not None:
            return
        lock = lock_of(self._file())
        turn = lock.acquire(float(self.settings_dict["OPTIONS"].get("timeout", PATIENCE)))
        if turn is None:
            raise OperationalError("database is locked")
        self._held = (lock, turn)

    def _release_lock_when_over(self) -> None:
        """A commit that failed on a constraint leaves its transaction open: it keeps the lock."""
        if self.connection is None or not self._is_in_transaction():
            self._release_lock()

    def _is_in_transaction(self) -> bool:
        try:
            return bool(self.connection.in_transaction)
        except sqlite3.ProgrammingError:
            return False

    def _release_lock(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            lock, turn = held
            lock.release(turn)

    def _file(self) -> str:
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db():
            return name if name.startswith("file:") else f"{name}{id(self)}"
        return os.path.realpath(name.removeprefix("file:").partition("?")[0])
