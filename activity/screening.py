"""The hook between the rooms and moderation. Without a provider everything is published.

`ask` runs before the transaction: it reads only and needs no network. `keep` runs inside it and
stores what was found beside the content.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

from activity.circumstances import Circumstances

PUBLISH, QUEUE, HOLD = "publish", "queue", "hold"


@dataclass(frozen=True)
class Draft:
    """What is about to be written: `kind` is idea or comment, `words` its plain text."""

    kind: str
    author_id: int
    group_id: int
    words: str
    idea_id: int | None = None
    content_id: int | None = None


@dataclass(frozen=True)
class Signal:
    """One reason for a verdict: a name, its points, and numbers for the sentence shown."""

    name: str
    points: float
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    outcome: str = PUBLISH
    score: float = 0.0
    signals: tuple[Signal, ...] = ()

    @property
    def holds(self) -> bool:
        return self.outcome == HOLD


class Provider(Protocol):
    def ask(self, draft: Draft, circumstances: Circumstances) -> Verdict: ...

    def keep(self, content: Any, verdict: Verdict) -> None: ...


_provider: list[Provider] = []


def provide(provider: Provider | None) -> None:
    """Moderation gives its judgement at start-up; None takes it away (tests)."""
    _provider[:] = [provider] if provider else []


def ask(draft: Draft, circumstances: Circumstances) -> Verdict:
    return _provider[0].ask(draft, circumstances) if _provider else Verdict()


def keep(content: Any, verdict: Verdict) -> None:
    if _provider:
        _provider[0].keep(content, verdict)
