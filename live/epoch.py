"""The life of a database: positions in the log count only within one.

The epoch is a row of the database. A random word beside it is kept in the database and in a file
next to it: when they differ at a start, somebody put another database in place, and every position
that a page still holds is worthless. On SQLite the word is changed at each start, so that an older
copy of the same database is recognised as well.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from activity import clock
from activity.models import LiveEpoch, new_epoch

NONE = ""


def current() -> str:
    """The epoch of this database; empty before the first start of a server."""
    return LiveEpoch.objects.order_by("pk").values_list("epoch", flat=True).first() or NONE


def check() -> str:
    """At a start: the epoch that holds from now on, a new one where the two words differ."""
    with _one_at_a_time():
        row, word = LiveEpoch.objects.order_by("pk").first(), _kept()
        if row is None or (word and word != row.word):
            return _mint()
        fresh = secrets.token_hex(16) if connection.vendor == "sqlite" else row.word
        LiveEpoch.objects.filter(pk=row.pk).update(word=fresh)
        _keep(fresh)
        return row.epoch


def renew() -> str:
    """After a restore, or when an operator asks for it: no page's position counts any more."""
    with _one_at_a_time():
        return _mint()


def follow() -> None:
    """Another process minted an epoch: keep its word here too, so that the next start agrees."""
    with _one_at_a_time():
        row = LiveEpoch.objects.order_by("pk").first()
        if row:
            _keep(row.word)


def _mint() -> str:
    epoch, word = new_epoch(), secrets.token_hex(16)
    with transaction.atomic():
        LiveEpoch.objects.all().delete()
        LiveEpoch.objects.create(epoch=epoch, word=word, since=clock.now())
    _keep(word)
    return epoch


def _place() -> Path:
    """The file lies beside an SQLite database, else among the site's own files."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and os.path.sep in name and not name.startswith("file:"):
        return Path(name + ".live")
    return Path(settings.BASE_DIR) / "var" / f"{Path(name).name.partition('?')[0]}.live"


def _kept() -> str:
    try:
        return _place().read_text().strip()
    except FileNotFoundError:
        return ""


def _keep(word: str) -> None:
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    beside.write_text(word + "\n")
    beside.replace(place)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Processes that start together must not take each other's new word for a foreign one."""
    lock = _place().with_suffix(".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
