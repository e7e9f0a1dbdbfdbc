"""How people's words become HTML that cannot harm a reader: the one door, in four walls.

Markdown without HTML, then bleach, then nh3 with the same list, then our own look at every
address. bleach 6.4 is its last release ever, so it is never the only wall.
"""

import re
from collections.abc import Iterator
from typing import Any

import nh3
from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

# Raised whenever the same source would come out differently; a command renders older rows anew.
RULES_VERSION = 1

_BLOCKS = {"p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "h4", "h5", "h6"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = frozenset(_BLOCKS | _TABLES | {"strong", "em", "s", "code", "a"})
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "nofollow ugc noopener"

# The page owns h1 to h3. What people write keeps its own order below them.
_HEADINGS_OF_MARKDOWN = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6"}
_HEADINGS_OF_HTML = {"h1": "h4", "h2": "h5", "h3": "h6"}
_SAME_IN_OUR_WORDS = {"b": "strong", "i": "em", "del": "s", "strike": "s"}
_RENAMED = _HEADINGS_OF_HTML | _SAME_IN_OUR_WORDS

_BROKEN = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f]")
# A host must follow, without a name before an "@": http://bank.example@evil.example is a trap.
_WEB_ADDRESS = re.compile(r"https?://[^\s/\\?#@]+(?:[/?#][^\s\\]*)?", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"mailto:[^\s:/\\@]+@[^\s:/\\@]+", re.IGNORECASE)


def render(source: str) -> str:
    """Safe HTML of words written in Markdown; the caller holds their length to its limit."""
    return _walls(_markdown.render(_writable(source)))


def render_html(html: str) -> str:
    """Safe HTML of imported HTML, through the same walls."""
    return _walls(_writable(html))


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: the open web or a mailbox, written out in full."""
    return bool(_WEB_ADDRESS.fullmatch(address) or _MAIL_ADDRESS.fullmatch(address))


def _walls(html: str) -> str:
    clean = nh3.clean(
        _bleached(html),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_checked_attribute,
        link_rel=LINK_REL,
        url_schemes=set(SCHEMES),
    )
    # Controls may have been spelt as entities; bleach would make a "?" of each in a second pass.
    return _CONTROLS.sub("", clean).strip()


def _bleached(html: str) -> str:
    # A Cleaner of its own per call: shared between threads it mixes up their texts.
    cleaner = Cleaner(
        tags=TAGS | _RENAMED.keys(),
        attributes={tag: sorted(names) for tag, names in ATTRIBUTES.items()},
        protocols=SCHEMES,
        strip=True,
        filters=[_Renaming],
    )
    return cleaner.clean(html)


class _Renaming(Filter):
    """Headings below the page's own, and one name for each kind of emphasis."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            if token.get("name") in _RENAMED:
                token["name"] = _RENAMED[token["name"]]
            yield token


def _checked_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if is_safe_address(value) else None
    if name == "start":
        return value if re.fullmatch(r"[0-9]{1,9}", value) else None
    return value


def _writable(text: str) -> str:
    # The intake refuses these; an old row or a file may still hold them, and nh3 raises on them.
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", _BROKEN.sub("\ufffd", lines))


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _HEADINGS_OF_MARKDOWN.get(token.tag, token.tag)


def _new_markdown() -> MarkdownIt:
    # Line breaks are kept, since most people who write here never heard of Markdown. Only whole
    # addresses become links: "mercado.Es" is a missing space, not a site in Spain.
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    markdown.enable(["table", "strikethrough", "linkify"]).disable("image")
    markdown.linkify = LinkifyIt(
        {"ftp:": None, "//": None}, {"fuzzy_link": False, "fuzzy_email": False}
    )
    markdown.core.ruler.push("lower_headings", _lower_headings)
    return markdown


_markdown = _new_markdown()
