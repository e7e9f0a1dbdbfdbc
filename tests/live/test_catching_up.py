"""After a cut nothing is lost, nothing comes twice, and everything is in order."""

import pytest

from activity import log
from comments.actions import write_comment
from live import epoch

pytestmark = pytest.mark.django_db(transaction=True)


def say(stream: str, times: int = 1) -> None:
    for number in range(times):
        with log.writing():
            log.record("group.changed", [stream], object_id=number + 1)


def test_a_client_that_was_cut_off_gets_all_it_missed_once_and_in_order(connect, group):
    watcher = connect()
    watcher.follow(group.stream)
    start = watcher.client.places[group.stream].last
    say(group.stream, 3)
    watcher.until(lambda: len(watcher.client.seqs(group.stream)) == 3)
    watcher.cut()
    say(group.stream, 40)

    watcher.back()
    say(group.stream, 5)

    watcher.until(lambda: len(watcher.client.seqs(group.stream)) >= 48)
    assert watcher.client.seqs(group.stream) == list(range(start + 1, start + 49))


def test_a_page_that_read_an_older_position_is_sent_the_rest(connect, group):
    say(group.stream, 4)
    watcher = connect()

    watcher.follow(group.stream, since=1)

    watcher.until(lambda: watcher.client.seqs(group.stream) == [2, 3, 4])
    assert watcher.has("subscribed")[0]["recovered"] is True


def test_a_position_that_counts_no_more_is_answered_with_resync(connect, group):
    say(group.stream, 5)
    log.prune(group.stream, 3)
    given = [("another", 2, "epoch"), (None, 99, "ahead"), (None, 0, "pruned"), ("", 0, "epoch")]

    for old, since, why in given:
        watcher = connect()
        watcher.follow(group.stream, epoch=old, since=since)
        assert watcher.has("resync")[0] == {
            "type": "resync",
            "stream": group.stream,
            "epoch": epoch.current(),
            "head": 5,
            "why": why,
            "recovered": False,
        }


def test_who_missed_too_much_reads_the_page_anew(connect, group):
    with log.writing():
        for _ in range(301):
            log.record("group.changed", [group.stream])
    watcher = connect()

    watcher.follow(group.stream, since=0)

    assert watcher.has("resync")[0]["why"] == "behind"


def test_after_a_resync_the_stream_goes_on(connect, group):
    watcher = connect()
    watcher.follow(group.stream, epoch="another", since=7)
    watcher.until(lambda: watcher.state(group.stream) == "on")

    say(group.stream)

    watcher.hears(group.stream, "group.changed")


def test_a_burst_larger_than_what_is_kept_arrives_whole(connect, group):
    """More events at once than a process keeps: the client asks for them by number."""
    watcher = connect()
    watcher.follow(group.stream)

    with log.writing():
        for _ in range(290):
            log.record("group.changed", [group.stream])

    watcher.until(lambda: watcher.client.seqs(group.stream) == list(range(1, 291)))


def test_several_streams_on_one_socket_keep_their_own_numbers(connect, idea, bob):
    watcher = connect(bob)
    watcher.follow(idea.stream, idea.group.stream, f"user:{bob.pk}")

    write_comment(author=bob, idea=idea, text="One.")
    write_comment(author=bob, idea=idea, text="Two.")

    watcher.until(lambda: len(watcher.client.seqs(idea.stream)) == 2)
    watcher.until(lambda: len(watcher.client.seqs(idea.group.stream)) == 2)


def test_a_new_epoch_sends_everybody_home_to_read_anew(connect, group):
    watcher = connect()
    watcher.follow(group.stream)
    before = epoch.current()

    epoch.renew()

    watcher.is_closed(4410)
    watcher.back()
    watcher.until(lambda: watcher.client.places[group.stream].epoch != before)
    assert watcher.has("resync")[-1]["why"] == "epoch"


def test_a_head_that_falls_begins_a_new_epoch(connect, group):
    """Somebody put an older database in place without a word: the numbers would be used again."""
    from activity.models import Event, Stream

    say(group.stream, 5)
    watcher = connect()
    watcher.follow(group.stream)
    before = epoch.current()

    Event.objects.filter(seq__gt=2).delete()
    Stream.objects.filter(key=group.stream).update(head=2)

    watcher.is_closed(4410)
    assert epoch.current() != before
