"""What the moderation tests share: words that people flag, and the events of an act."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from activity.models import Event
from comments.actions import write_comment
from comments.models import Comment

SPAM = "Nice post! Visit my website http://cheap.example.com and http://bit.ly/x to win"


@pytest.fixture
def comment(bob, idea) -> Comment:
    return write_comment(author=bob, idea=idea, text="Benches cost too much for what they do.")


@pytest.fixture
def spam(bob, idea) -> Comment:
    """Held by the program, since Bob is new here."""
    held = write_comment(author=bob, idea=idea, text=SPAM)
    assert held.held_at
    return held


@pytest.fixture
def news(db) -> Callable:
    """The events that a block of code recorded, as (stream, kind, idea, comment)."""

    @contextmanager
    def listening() -> Iterator[list[tuple]]:
        before = set(Event.objects.values_list("pk", flat=True))
        heard: list[tuple] = []
        yield heard
        fresh = Event.objects.exclude(pk__in=before).select_related("stream")
        heard += sorted((e.stream.key, e.kind, e.idea_id, e.comment_id) for e in fresh)

    return listening
