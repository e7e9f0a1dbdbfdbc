"""What is said on the wire (docs/live.md): every message that may come in, every one that goes out.

Nothing of a client's is believed before it has passed `understand`, and nothing else is sent than
what the functions below write.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

SUBPROTOCOL = "folkmoot.live.1"
VERSION = 1
MOST_STREAMS = 64
MOST_IDEAS = 100
FRAME_BYTES = 16_384
FRAMES_A_SECOND = 20
LARGEST_NUMBER = 2**53 - 1
LONGEST_EPOCH = 32

BAD_MESSAGE = 4400
SIGNED_OUT = 4401
NOT_YOURS = 4403
TOO_SLOW = 4408
OTHER_EPOCH = 4410
TOO_MANY = 4429
COMING_BACK = 1012

_KEY = re.compile(r"(group|idea|moderation|user):([1-9][0-9]{0,15})", re.ASCII)


class BadMessageError(ValueError):
    """The client said something that is not in the protocol; its socket is closed with 4400."""


@dataclass(frozen=True)
class Wanted:
    """A stream and the position from which the client goes on."""

    stream: str
    epoch: str
    since: int


@dataclass(frozen=True)
class Subscribe:
    streams: list[Wanted]


@dataclass(frozen=True)
class Unsubscribe:
    streams: list[str]


@dataclass(frozen=True)
class WatchNumbers:
    """The ideas whose numbers are shown; replaces what was watched before."""

    ideas: list[int]


Message = Subscribe | Unsubscribe | WatchNumbers


def understand(text: str) -> Message:
    """The message in a frame. Raises BadMessageError for everything else there is."""
    try:
        message = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadMessageError("This is no JSON.") from error
    match message:
        case {"type": "subscribe", "streams": list(wanted)} if len(wanted) <= MOST_STREAMS:
            return Subscribe([_wanted(one) for one in wanted])
        case {"type": "unsubscribe", "streams": list(keys)} if len(keys) <= MOST_STREAMS:
            return Unsubscribe([stream_key(key) for key in keys])
        case {"type": "numbers", "ideas": list(ideas)} if len(ideas) <= MOST_IDEAS:
            return WatchNumbers([_whole(idea) for idea in ideas])
    raise BadMessageError("There is no such message.")


def stream_key(key: Any) -> str:
    """A well-formed key as it is; whether there is such a stream is not said here."""
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise BadMessageError("There is no such kind of stream.")
    return key


def parts(key: str) -> tuple[str, int]:
    kind, _, number = key.partition(":")
    return kind, int(number)


def wanted(stream: Any, epoch: Any, since: Any) -> Wanted:
    if not isinstance(epoch, str) or len(epoch) > LONGEST_EPOCH:
        raise BadMessageError("An epoch is a short text.")
    return Wanted(stream_key(stream), epoch, _whole(since))


def _wanted(one: Any) -> Wanted:
    if not isinstance(one, dict):
        raise BadMessageError("A subscription is an object.")
    return wanted(one.get("stream"), one.get("epoch"), one.get("since"))


def _whole(number: Any) -> int:
    if type(number) is not int or not 0 <= number <= LARGEST_NUMBER:
        raise BadMessageError("A number is a whole one, not below zero.")
    return number


def _no_constant(name: str) -> NoReturn:
    raise BadMessageError(f"{name} is no number.")


def hello(epoch: str) -> str:
    return _text({"type": "hello", "protocol": VERSION, "epoch": epoch})


def subscribed(stream: str, epoch: str, head: int, events: list[str]) -> str:
    """The stream is on, and these are the events up to `head` (each already serialised)."""
    start = {"type": "subscribed", "stream": stream, "epoch": epoch, "head": head}
    return _with_events(start | {"recovered": True}, events)


def resync(stream: str, epoch: str, head: int, why: str) -> str:
    start = {"type": "resync", "stream": stream, "epoch": epoch, "head": head, "why": why}
    return _text(start | {"recovered": False})


def refused(stream: str) -> str:
    """Said alike of a stream one may not read and of one that is not there."""
    return _text({"type": "refused", "stream": stream})


def events(stream: str, given: list[str]) -> str:
    return _with_events({"type": "events", "stream": stream}, given)


def event(row: dict[str, Any]) -> str:
    """One event: its number in the stream, kind, ids, version, numbers; nothing that is empty."""
    names = {"idea_id": "idea", "comment_id": "comment", "object_id": "object"}
    said = {names.get(name, name): value for name, value in row.items()}
    return _text({name: value for name, value in said.items() if value is not None})


def heads(epoch: str, positions: dict[str, int]) -> str:
    return _text({"type": "heads", "epoch": epoch, "heads": positions})


def numbers(given: list[str]) -> str:
    return '{"type":"numbers","ideas":[' + ",".join(given) + "]}"


def numbers_of_idea(idea_id: int, row: dict[str, Any]) -> str:
    return _text({"idea": idea_id} | row)


def bye(retry_in: float) -> str:
    """The server stops; come back after so many seconds, each client after others."""
    return _text({"type": "bye", "retry_in": round(retry_in, 1)})


def polled(again_in: int, messages: list[str]) -> str:
    """Many messages in one answer, for a page that asks by and by."""
    start = _text({"protocol": VERSION, "again_in": again_in})
    return start[:-1] + ',"messages":[' + ",".join(messages) + "]}"


def _with_events(start: dict[str, Any], given: list[str]) -> str:
    return _text(start)[:-1] + ',"events":[' + ",".join(given) + "]}"


def _text(message: dict[str, Any]) -> str:
    return json.dumps(message, separators=(",", ":"))
