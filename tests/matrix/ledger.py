"""What a request wrote and did not take back, read from the statements that it sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

WRITES = re.compile(
    r'\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE
)
# Being signed in, and being counted, is not what a page writes.
BESIDE = {"django_session", "usersessions_usersession", "folkmoot_cache"}


class Ledger:
    """Savepoints that were rolled back take their writes with them."""

    def __init__(self) -> None:
        self._open: list[list[str]] = [[]]

    @property
    def tables(self) -> list[str]:
        return sorted({table for part in self._open for table in part})

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        self._note(sql)
        return answer

    def _note(self, sql: str) -> None:
        if sql.startswith("SAVEPOINT"):
            self._open.append([])
        elif sql.startswith("ROLLBACK TO"):
            self._open[-1].clear()
        elif sql.startswith("RELEASE") and len(self._open) > 1:
            last = self._open.pop()
            self._open[-1].extend(last)
        elif (found := WRITES.match(sql)) and found[1].lower() not in BESIDE:
            self._open[-1].append(found[1].lower())


@contextmanager
def undone() -> Iterator[Ledger]:
    """Whatever happens inside is noted, and gone afterwards."""
    ledger = Ledger()
    with transaction.atomic(), connection.execute_wrapper(ledger):
        yield ledger
        transaction.set_rollback(True)


@contextmanager
def noted() -> Iterator[Ledger]:
    ledger = Ledger()
    with connection.execute_wrapper(ledger):
        yield ledger
