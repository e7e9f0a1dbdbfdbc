"""The words of an imported idea or contribution: safe HTML, plain words, and what was lost.

A body is HTML only where it holds a tag of HTML. "emissions <100g/km" is a sentence, and a parser
would swallow the rest of it.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from stewardship.imports.reading import RowError
from text import markup, plain

_KNOWN = (
    "p br a b i u s em strong del strike ul ol li h1 h2 h3 h4 h5 h6 blockquote pre code hr div "
    "span img iframe video table thead tbody tr td th script style sub sup font center"
)
_TAG = re.compile(rf"</?(?:{_KNOWN.replace(' ', '|')})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SAME = {"b": "strong", "i": "em", "del": "s", "strike": "s", "h1": "h4", "h2": "h5", "h3": "h6"}
_BARE = re.compile(r"</?(?:p|br)\s*/?>")
# They only hold other things together, or are set anew on every link.
_EMPTY_OF_MEANING = {"div", "span", "a[rel]", "a[target]", "tbody"}


@dataclass(frozen=True, slots=True)
class Body:
    """`text` is searched and quoted, `html` is shown, `lost` names what may not be shown here."""

    text: str
    html: str
    lost: str


def read(source: str) -> Body:
    """The body of tidied words. Raises RowError where no parser gets through it."""
    if not _TAG.search(source):
        return Body(source, markup.render_html(_paragraphs(source)), "")
    try:
        html = markup.render_html(source)
    except RecursionError:
        raise RowError("its HTML is nested too deeply") from None
    return Body(plain.from_html(html), html, _lost(source, html))


def _paragraphs(words: str) -> str:
    parts = re.split(r"\n\s*\n", escape(words, quote=False))
    return "".join("<p>" + part.strip().replace("\n", "<br>") + "</p>" for part in parts)


def _lost(source: str, html: str) -> str:
    if "<" not in _BARE.sub("", source):
        return ""
    before, after = _Things.of(source), _Things.of(html)
    gone = before - after
    return ", ".join(sorted(name for name in gone if name not in _EMPTY_OF_MEANING))


class _Things(HTMLParser):
    """How often each tag and attribute occurs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    @classmethod
    def of(cls, html: str) -> Counter[str]:
        things = cls()
        things.feed(html)
        things.close()
        return things.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = _SAME.get(tag, tag)
        self.found[name] += 1
        self.found.update(f"{name}[{attribute}]" for attribute, _ in attrs)
