"""The bare words of a text, for search, mails, previews and the titles of windows."""

import re
from html.parser import HTMLParser

_ENDS_A_LINE = frozenset({"p", "br", "hr", "li", "pre", "blockquote", "tr", "h4", "h5", "h6"})
_ENDS_A_CELL = frozenset({"td", "th"})
_HIDDEN = frozenset({"script", "style", "template", "title"})


def from_html(html: str) -> str:
    """The words of HTML, a line for each block, without a tag or an entity."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def shorten(text: str, limit: int) -> str:
    """The beginning of a text on one line, at most `limit` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: max(limit - 1, 0)]
    # A word is cut only where it alone fills the line, as in languages without spaces.
    if line[len(cut)] != " " and cut.rfind(" ") > limit // 2:
        cut = cut[: cut.rfind(" ")]
    return re.sub(r"[\s,;:.…–—-]+$", "", cut) + "…"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        self._end(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))

    def _end(self, tag: str) -> None:
        if tag in _ENDS_A_LINE:
            self.pieces.append("\n")
        elif tag in _ENDS_A_CELL:
            self.pieces.append(" ")
