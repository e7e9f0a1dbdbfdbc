"""What the documents say is held true: links lead somewhere, lines say what they are linked for."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
PAGES = sorted([*BASE.glob("*.md"), *BASE.glob("docs/**/*.md")])
LINE = re.compile(r"\[`(?P<words>[^`]+)`\]\((?P<path>[^)#]+)#L(?P<line>\d+)\)")
LINK = re.compile(r"!?\[[^\]]*\]\((?P<path>[^)#\s]+)(#[^)]*)?\)")


@pytest.mark.parametrize("document", PAGES, ids=lambda path: path.name)
def test_every_link_between_the_projects_files_leads_somewhere(document):
    broken = [
        found["path"]
        for found in LINK.finditer(document.read_text())
        if "://" not in found["path"]
        and not found["path"].startswith("mailto:")
        and not (document.parent / found["path"]).exists()
    ]
    assert not broken


@pytest.mark.parametrize("document", PAGES, ids=lambda path: path.name)
def test_a_line_that_is_linked_says_what_it_is_linked_for(document):
    wrong = []
    for found in LINE.finditer(document.read_text()):
        lines = (document.parent / found["path"]).read_text().splitlines()
        there = [n for n, line in enumerate(lines, 1) if found["words"] in line]
        if int(found["line"]) not in there:
            wrong.append(f"{found['words']} is at {found['path']} {there}, not {found['line']}")
    assert not wrong


def test_the_life_of_a_vote_passes_through_the_code():
    assert len(LINE.findall((BASE / "docs" / "life-of-a-vote.md").read_text())) >= 15


def test_every_variable_that_is_read_is_documented():
    sources = [*BASE.glob("config/*.py"), BASE / "Makefile"]
    read = re.compile(
        r"env\.(?:text|flag|number|words)\(\s*\"([A-Z_]+)\"|(?<![\w.])text\(\"([A-Z_]+)\""
    )
    names = {a or b for path in sources for a, b in read.findall(path.read_text())}
    documented = (BASE / "docs" / "settings.md").read_text()
    assert len(names) > 15
    assert not [name for name in sorted(names) if f"`{name}`" not in documented]
