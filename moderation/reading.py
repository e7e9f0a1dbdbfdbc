"""What a text shows of itself: links, invitations, praise, shouting. No database, no network."""

import re
import unicodedata
from collections.abc import Iterable

from django.conf import settings

from moderation.phrases import INVITATIONS, PRAISE, SHORTENERS
from moderation.weights import SHOUTED_LETTERS, SHOUTED_SHARE

# Endings that are also words ("so.me", "worse.Be") count only with a path behind them.
_SURE = "com|net|org|info|biz|io|ru|cn|xyz"
_WORDLIKE = (
    "co|ly|gl|me|tv|be|at|gd|id|cc|gy|app|dev|link|click|vip|win|bet|top|shop|site|store|club"
)
_LABELS = r"(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,4}"
_LINK = re.compile(
    r"(?<![@\w.-])(?:https?://|www\.)(?P<given>[^\s/<>()\"'\[\]]+)"
    rf"|(?P<sure>{_LABELS}(?:{_SURE}))(?![\w-])"
    rf"|(?P<wordlike>{_LABELS}(?:{_WORDLIKE}))/\w",
    re.IGNORECASE,
)
_HIDDEN_LINK = re.compile(
    r"\b([a-z0-9-]{3,63})\s*[\[(]?\s*(?:\s\.\s?|dot)\s*[\])]?\s*com\b", re.IGNORECASE
)
_WORDLIKE = (
    "co|ly|gl|me|tv|be|at|gd|id|cc|gy|app|dev|link|click|vip|win|bet|top|shop|site|store|club"
)
_LABELS = r"(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,4}"
_LINK = re.compile(
    r"(?<![@\w.-])(?:https?://|www\.)(?P<given>[^\s/<>()\"'\[\]]+)"
    rf"|(?P<sure>{_LABELS}(?:{_SURE}))(?![\w-])"
    rf"|(?P<wordlike>{_LABELS}(?:{_WORDLIKE}))/\w",
    re.IGNORECASE,
)
_HIDDEN_LINK = re.compile(
    r"\b([a-z0-9-]{3,63})\s*[\[(]?\s*(?:\s\.\s?|dot)\s*[\])]?\s*com\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5


def hosts(text: str) -> list[str]:
    """Where the links of a text lead, without this site's own pages."""
    found = [
        (hit["given"] or hit["sure"] or hit["wordlike"]).casefold() for hit in _LINK.finditer(text)
    ]
    found += [f"{hit[1].casefold()}.com" for hit in _HIDDEN_LINK.finditer(text)]
    bare = (host.removeprefix("www.").partition(":")[0].rstrip(".,;!?") for host in found)
    return [host for host in bare if host not in settings.ALLOWED_HOSTS]


def shortener_among(found: Iterable[str]) -> str:
    return next((host for host in found if host in SHORTENERS), "")


def invitation_in(text: str) -> str:
    """The words that ask the reader to go elsewhere, or nothing."""
    hit = INVITATIONS.search(text)
    return " ".join(hit[0].split())[:80] if hit else ""


def praise_in(text: str) -> str:
    hit = PRAISE.search(text)
    return " ".join(hit[0].split())[:80] if hit else ""


def shares_a_word(text: str, thread: str) -> bool:
    """Whether a text takes up any word of four letters or more of what it stands under."""
    return bool(_stems(PRAISE.sub(" ", text)) & _stems(thread))


def is_shouted(text: str) -> bool:
    """Mostly capitals, in a script that has them."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(1 for letter in letters if letter.isupper())
    return len(letters) >= SHOUTED_LETTERS and capitals >= SHOUTED_SHARE * len(letters)


def normalised(text: str) -> str:
    """Words alone, so that a changed comma or capital is no other text."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", plain))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}
