"""The worker: what the clock does and what may wait, done once however many workers there are.

Each job is a row with the moment it is next due. Whoever moves that moment on runs the job, and a
worker that dies in the middle leaves it to the next one after the lease. Two lanes run beside each
other, so that a slow mail server never keeps a phase from turning in time.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from django.db import Error as DatabaseFailure
from django.db import close_old_connections, connection

from activity import clock
from stewardship.models import PeriodicJob

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
LOOK_EVERY = 1.0
AFTER_ERROR = timedelta(seconds=15)
Stopping = Callable[[], bool]
Run = Callable[[Stopping], object]


@dataclass(frozen=True)
class Job:
    """`waits` looks, cheaply and without writing, whether there is anything to do at all."""

    name: str
    every: timedelta
    run: Run
    lane: str = "clock"
    waits: Callable[[], bool] = lambda: True


def work(jobs: tuple[Job, ...], stop: Event) -> None:
    """Run until `stop` is set: a lane each, in threads with connections of their own."""
    lanes = sorted({job.lane for job in jobs})
    threads = [
        Thread(target=_lane, args=(tuple(j for j in jobs if j.lane == lane), stop), name=lane)
        for lane in lanes
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def work_once(jobs: tuple[Job, ...]) -> list[str]:
    """Run what is due now, in the order of the list; answers the names of what ran."""
    return [job.name for job in jobs if attempt(job, lambda: False)]


def attempt(job: Job, stopping: Stopping) -> bool:
    """Run the job if it is due and nobody else has it; its error is noted and tried again."""
    try:
        if not job.waits() or not _take(job):
            return False
    except Exception:
        logger.exception("The worker could not look whether %s is due.", job.name)
        connection.close()
        return False
    try:
        job.run(stopping)
    except Exception as error:
        logger.exception("The job %s failed and is tried again.", job.name)
        _note(job, f"{type(error).__name__}: {error}")
    else:
        _note(job, "")
    return True


def _lane(jobs: tuple[Job, ...], stop: Event) -> None:
    looked: dict[str, float] = {}
    while not stop.is_set():
        close_old_connections()
        for job in jobs:
            if stop.is_set() or looked.get(job.name, 0.0) > time.monotonic():
                continue
            looked[job.name] = time.monotonic() + job.every.total_seconds()
            attempt(job, stop.is_set)
        stop.wait(LOOK_EVERY)
    connection.close()


def _take(job: Job) -> bool:
    """Move the moment on by the lease, if it has come: one statement, so that one worker wins."""
    moment = clock.now()
    due = PeriodicJob.objects.filter(name=job.name, next_run_at__lte=moment)
    if due.update(next_run_at=moment + LEASE):
        return True
    if PeriodicJob.objects.filter(name=job.name).exists():
        return False
    row = PeriodicJob(name=job.name, next_run_at=moment)
    PeriodicJob.objects.bulk_create([row], ignore_conflicts=True)
    return bool(due.update(next_run_at=moment + LEASE))


def _note(job: Job, error: str) -> None:
    """When it ran, what went wrong, and when it is next due; a little later after an error."""
    moment = clock.now()
    pause = max(job.every, AFTER_ERROR) if error else job.every
    try:
        PeriodicJob.objects.filter(name=job.name).update(
            last_run_at=moment, last_error=error[:500], next_run_at=moment + pause
        )
    except DatabaseFailure:
        logger.exception("The worker could not note that %s ran; its lease will end.", job.name)
        connection.close()
