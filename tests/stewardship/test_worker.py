"""The worker: each job once however many workers there are, errors kept and tried again."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import connection

from activity import clock, log
from activity.models import Allowance, Event, Stream, UsedKey
from communities.models import Phase
from notifications.models import OutgoingMail
from stewardship.jobs import JOBS, prune_events, prune_ledgers
from stewardship.models import PeriodicJob
from stewardship.worker import AFTER_ERROR, LEASE, Job, attempt, work, work_once

MINUTE = timedelta(minutes=1)


def never() -> bool:
    return False


def job(run, **rest) -> Job:
    return Job("test", MINUTE, lambda stopping: run(), **rest)


@pytest.mark.django_db
def test_a_job_runs_when_it_is_due_and_not_before():
    ran = []
    mine = job(lambda: ran.append(1))
    now = clock.now()
    for seconds, times in ((0, 1), (30, 1), (61, 2), (62, 2)):
        with clock.at(now + timedelta(seconds=seconds)):
            attempt(mine, never)
        assert len(ran) == times


@pytest.mark.django_db
def test_a_job_with_nothing_to_do_writes_nothing(django_assert_num_queries):
    mine = job(lambda: pytest.fail("ran"), waits=lambda: False)
    with django_assert_num_queries(0):
        assert not attempt(mine, never)


@pytest.mark.django_db
def test_an_error_is_kept_logged_and_tried_again(caplog):
    def broken():
        raise ValueError("no such phase")

    now = clock.now()
    with clock.at(now):
        attempt(Job("test", timedelta(seconds=1), lambda stopping: broken()), never)
    row = PeriodicJob.objects.get(name="test")
    assert row.last_error == "ValueError: no such phase"
    assert row.next_run_at == now + AFTER_ERROR
    assert "The job test failed" in caplog.text
    with clock.at(now + AFTER_ERROR):
        attempt(job(lambda: None), never)
    assert PeriodicJob.objects.get(name="test").last_error == ""


@pytest.mark.django_db
def test_a_worker_killed_in_the_middle_leaves_the_job_to_the_next():
    class Killed(BaseException):
        pass

    def die():
        raise Killed

    now, ran = clock.now(), []
    with clock.at(now), pytest.raises(Killed):
        attempt(job(die), never)
    with clock.at(now + LEASE - timedelta(seconds=1)):
        assert not attempt(job(lambda: ran.append(1)), never)
    with clock.at(now + LEASE):
        assert attempt(job(lambda: ran.append(1)), never)
    assert ran == [1]


@pytest.mark.django_db(transaction=True)
def test_six_workers_run_a_job_once():
    gate, ran = threading.Barrier(6), []
    now = clock.now()

    def worker():
        try:
            gate.wait()
            with clock.at(now):
                attempt(job(lambda: ran.append(1)), never)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [1]


@pytest.mark.django_db
def test_a_phase_is_turned_within_five_seconds_by_the_worker(group):
    turning = next(j for j in JOBS if j.name == "turn_phases")
    assert turning.every <= timedelta(seconds=3)
    work_once(JOBS)
    assert Phase.objects.filter(opened_told=True).count() == 3
    assert Event.objects.filter(kind="phase.turned").count() == 3
    assert not turning.waits()


@pytest.mark.django_db
def test_every_job_of_the_list_runs(group, idea):
    with clock.at(clock.now() + timedelta(days=2)):
        assert {"heartbeat", "settle_standings", "deal_shuffles", "mail_daily"} <= set(
            work_once(JOBS)
        )
    assert not PeriodicJob.objects.exclude(last_error="").exists()
    assert PeriodicJob.objects.get(name="heartbeat").last_run_at
    assert len({j.name for j in JOBS}) == len(JOBS)


@pytest.mark.django_db
def test_the_command_runs_once_what_is_due(capsys, settings):
    settings.MAILERS = {
        "default": {"BACKEND": "notifications.outbox.OutboxBackend"},
        "outside": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"},
    }
    send_mail("S", "B", None, ["a@example.org"])
    call_command("worker", once=True)
    assert OutgoingMail.objects.get().sent_at
    assert "deliver_mail" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_lanes_run_beside_each_other_and_stop_when_told():
    stop, slow, quick = threading.Event(), threading.Event(), threading.Event()

    def hang(stopping):
        slow.set()
        while not stopping():
            stop.wait(0.01)

    jobs = (
        Job("slow", MINUTE, hang, lane="mail"),
        Job("quick", MINUTE, lambda stopping: quick.set()),
    )
    worker = threading.Thread(target=work, args=(jobs, stop))
    worker.start()
    assert slow.wait(10)
    assert quick.wait(10)
    stop.set()
    worker.join(10)
    assert not worker.is_alive()


@pytest.mark.django_db
def test_events_older_than_a_day_go_and_the_numbers_stay_without_a_gap(monkeypatch):
    long_ago = clock.now() - timedelta(hours=25)
    for moment in (long_ago, long_ago, clock.now()):
        with clock.at(moment), log.writing():
            log.record("group.changed", ["group:1"])
    assert prune_events() == 2
    stream = Stream.objects.get(key="group:1")
    assert (stream.oldest, stream.head) == (3, 3)
    assert list(Event.objects.values_list("seq", flat=True)) == [3]
    assert prune_events() == 0


@pytest.mark.django_db
def test_a_stream_keeps_only_its_last_events(monkeypatch):
    monkeypatch.setattr("stewardship.jobs.MOST_EVENTS", 10)
    for _ in range(14):
        with log.writing():
            log.record("group.changed", ["group:1"])
    prune_events()
    stream = Stream.objects.get(key="group:1")
    assert (stream.oldest, stream.head) == (5, 14)
    assert Event.objects.count() == 10


@pytest.mark.django_db
def test_old_keys_and_turns_go(ada):
    old, new = clock.now() - timedelta(days=8), clock.now()
    for key, moment in (("a", old), ("b", new)):
        UsedKey.objects.create(person=ada, key=key, kind="x", object_id=1, created_at=moment)
        window = int(moment.timestamp())
        Allowance.objects.create(subject="s", action="x", window=window, used=1, allowed=2)
    prune_ledgers()
    assert UsedKey.objects.get().key == "b"
    assert Allowance.objects.get().window == int(new.timestamp())


def test_the_worker_ends_cleanly_on_sigterm(tmp_path):
    env = os.environ | {
        "DATABASE_URL": f"sqlite:////{tmp_path}/worker.sqlite3",
        "REDIS_URL": "",
        "FOLKMOOT_MODE": "development",
    }
    manage = [sys.executable, "manage.py"]
    base = settings.BASE_DIR
    subprocess.run([*manage, "migrate", "-v0"], env=env, cwd=base, check=True, timeout=120)
    worker = subprocess.Popen([*manage, "worker"], env=env, cwd=base, stdout=subprocess.PIPE)
    assert worker.stdout
    assert b"at work" in worker.stdout.readline()
    worker.send_signal(signal.SIGTERM)
    out, _ = worker.communicate(timeout=20)
    assert worker.returncode == 0
    assert b"has ended" in out
