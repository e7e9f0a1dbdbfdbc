"""Which module speaks for which database, and what each must be able to say."""

from collections.abc import Sequence
from typing import Any, Protocol

from search import postgres, sqlite
from search.scope import Scope
from search.words import Word

type Statement = tuple[str, list[Any]]


class Vendor(Protocol):
    """The SQL of one database, in which what people ask is bound as a parameter, never written."""

    def question(self, words: Sequence[Word], *, every: bool) -> str:
        """The words in the database's own language, joined by "and" or by "or"."""

    def best(self, question: str, scope: Scope, candidates: int, limit: int) -> Statement:
        """Kind, object, idea and rank of the best among the newest candidates."""

    def newest_titles(self, question: str, scope: Scope, limit: int) -> Statement:
        """Ids and folded titles of the newest ideas."""

    def counting(self) -> str:
        """How many titles answer a question, counted up to a limit: both are its parameters."""

    def faults(self) -> list[str]:
        """Names of tables that disagree with the index."""

    def rebuild(self) -> None:
        """Make those tables anew."""


def of(name: str) -> Vendor:
    vendors: dict[str, Vendor] = {"sqlite": sqlite, "postgresql": postgres}
    return vendors[name]
