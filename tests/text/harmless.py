"""The judge of what came out: parsed as a browser parses, by a library that took no part in it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {("a", "href"), ("a", "rel"), ("ol", "start")}
# The controls and blanks that a browser takes out of an address before it reads the scheme.
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]")


def harms(html: str) -> list[str]:
    """Every tag, attribute or address in it that people may not write; empty when harmless."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [harm for element in tree.iter() for harm in _harms_of(element)]


def _harms_of(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield "a comment"
    elif element.tag != "DOCUMENT_FRAGMENT":
        if element.tag not in TAGS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if (element.tag, name) not in ATTRIBUTES:
                yield f"<{element.tag} {name}={value}>"
            elif name == "href" and not _leads_to_the_open_web(value):
                yield f"address {value}"


def _leads_to_the_open_web(address: str) -> bool:
    bare = _IGNORED_BY_BROWSERS.sub("", address)
    if bare != address or "\\" in address:
        return False
    parts = urlsplit(address)
    return parts.scheme == "mailto" or (parts.scheme in {"http", "https"} and bool(parts.netloc))
