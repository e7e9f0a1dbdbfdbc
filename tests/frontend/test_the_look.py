"""What the look promises: files are what they say, nothing is inline, colours can be read."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from frontend.colours import by_night, contrast, reads

ROOT = Path(settings.BASE_DIR) / "frontend"
STATIC = ROOT / "static"
STYLES = sorted((STATIC / "css").rglob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "mail/" not in path.as_posix()]
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:")
PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border)-(?:left|right|top|bottom)|(?<![-\w])(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)\s*:"
)


def test_vendored_files_are_what_the_manifest_says():
    manifest = json.loads((STATIC / "vendor" / "manifest.json").read_text())
    listed = set()
    for entry in manifest:
        digest = hashlib.sha384((STATIC / entry["file"]).read_bytes()).digest()
        assert base64.b64encode(digest).decode() == entry["sha384"], entry["name"]
        assert entry["version"]
        assert entry["licence"]
        listed.add(entry["file"])
    present = {f"vendor/{path.name}" for path in (STATIC / "vendor").iterdir()}
    assert present - {"vendor/manifest.json"} <= listed


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_page_carries_a_style_or_a_script(path):
    assert not INLINE.search(path.read_text())


def test_there_are_at_most_ten_tags_of_our_own():
    code = "".join(path.read_text() for path in (ROOT / "templatetags").glob("*.py"))
    assert len(re.findall(r"@register\.", code)) <= 10


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_are_logical_and_never_force(path):
    rules = re.sub(r"/\*.*?\*/|@media[^{]*|@container[^{]*|transition:[^;]*", "", path.read_text())
    assert "!important" not in rules
    assert not PHYSICAL.search(rules)
    if path.name != "tokens.css":
        assert not re.search(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", rules) or path.name in {
            "dialog.css",
            "print.css",
        }


def test_every_style_sheet_is_imported_into_a_layer():
    main = (STATIC / "css" / "folkmoot.css").read_text()
    for path in STYLES:
        name = path.relative_to(STATIC / "css").as_posix()
        assert name == "folkmoot.css" or f'url("{name}") layer(' in main, name


def test_every_icon_that_a_page_names_is_in_the_sprite():
    sprite = (STATIC / "icons" / "sprite.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {n for path in TEMPLATES for n in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert named <= drawn


@pytest.mark.parametrize(
    ("query", "status"),
    [("1b5e4b", 200), ("ffe600", 400), ("red", 400), ("", 400), ("1b5e4b}body{", 400)],
)
def test_a_communitys_colour_is_kept_only_where_it_reads(client, query, status):
    response = client.get("/theme.css", {"c": query})
    assert response.status_code == status
    if status == 200:
        assert response["Content-Type"].startswith("text/css")
        assert b"light-dark(#1b5e4b,#" in response.content


def test_every_colour_that_is_kept_also_reads_by_night():
    for colour in ("1b5e4b", "00007f", "5a0000", "333333", "1f5f8b"):
        assert reads(colour)
        assert contrast(by_night(colour), "1b211e") >= 4.5


def test_the_tokens_read_in_both_lights():
    tokens = (STATIC / "css" / "tokens.css").read_text()
    pairs = dict(re.findall(r"--([\w-]+): light-dark\(#(\w{6}), ?#\w{6}\)", tokens))
    nights = dict(re.findall(r"--([\w-]+): light-dark\(#\w{6}, ?#(\w{6})\)", tokens))
    inks = ("ink", "ink-soft", "accent", "for", "against", "good", "warn", "bad")
    for shades in (pairs, nights):
        for ink in inks:
            for ground in ("paper", "surface", "sunken"):
                assert contrast(shades[ink], shades[ground]) >= 4.5, (ink, ground)
        for ground in ("paper", "surface"):
            assert contrast(shades["line-strong"], shades[ground]) >= 3, ground
