"""What a browser would make of an answer: parsed by html5lib, held against a harmless twin."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from tests.text.harmless import harms

BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]")
LEADING = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "xlink:href",
    "hx-get",
    "hx-post",
}
PROSE = re.compile(r"(?:^|\s)prose(?:\s|$)")


def shapes(page: str) -> set[tuple[str, str]]:
    """(tag, attribute) of everything that the house itself wrote, and (tag, "") for the tag."""
    return {shape for element in of_the_house(page) for shape in _shapes_of(element)}


def wrongs(page: str, twin: set[tuple[str, str]]) -> list[str]:
    """What people's words added to the page: markup of the house's that its harmless twin lacks,
    an address that leads away, or anything in their own part that no one may write."""
    found = [f"new {shape}" for shape in sorted(shapes(page) - twin)]
    found += [f"leads to {address}" for address in _leading_away(page)]
    return found + [harm for part in prose(page) for harm in harms(part)]


def harms_in(value: Any, name: str = "") -> list[str]:
    """The same of an answer in JSON: every text called html, however deep."""
    if isinstance(value, dict):
        return [harm for key, one in value.items() for harm in harms_in(one, key)]
    if isinstance(value, list):
        return [harm for one in value for harm in harms_in(one, name)]
    return harms(value) if name == "html" and isinstance(value, str) else []


def prose(page: str) -> Iterator[str]:
    """The insides of what people wrote."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for element in tree.iter("div"):
        if PROSE.search(element.get("class", "")):
            inside = html5lib.serialize(element, omit_optional_tags=False)
            yield inside.partition(">")[2].removesuffix("</div>")


def of_the_house(page: str) -> Iterator[Element]:
    """Every element outside of people's words."""
    yield from _outside(html5lib.parse(page, namespaceHTMLElements=False))


def _outside(element: Element) -> Iterator[Element]:
    if isinstance(element.tag, str):
        yield element
    if not PROSE.search(element.get("class", "")):
        for child in element:
            yield from _outside(child)


def _shapes_of(element: Element) -> Iterator[tuple[str, str]]:
    yield element.tag, ""
    for name in element.attrib:
        yield element.tag, name


def _leading_away(page: str) -> Iterator[str]:
    for element in of_the_house(page):
        for name, value in element.attrib.items():
            bare = BLANKS.sub("", value)
            if name in LEADING and bare and not _stays(bare):
                yield f"{element.tag} {name}={value}"


def _stays(address: str) -> bool:
    """A path, a query or a part of this very page; backslashes are slashes to a browser."""
    plain = address.replace("\\", "/")
    return plain[0] in "/?#" and not plain.startswith("//")
