"""Every main page: by axe, at 320 px, by keyboard alone, and without JavaScript."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from activity import screening
from comments.actions import write_comment
from comments.models import Comment
from ideas.models import Idea
from moderation.models import Case
from tests.e2e.browser import DESKTOP, PHONE
from voting.models import Vote

AXE = Path(settings.BASE_DIR, "tests", "vendor", "axe.min.js").read_text()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FOUND = """levels => axe.run(document, {runOnly: levels}).then(r => r.violations.map(v =>
    v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')))"""


@pytest.fixture
def place(ada, bob, mod, group, idea):
    """An idea with a debate on it, and something on the desk."""
    point = write_comment(author=bob, idea=idea, text="It helps my knees.", side=1)
    write_comment(author=ada, idea=idea, text="And mine.", parent=point)
    write_comment(author=mod, idea=idea, text="Who sweeps the leaves off?", side=-1)
    held = write_comment(author=bob, idea=idea, text="Cheap benches, call now!")
    screening.keep(held, screening.Verdict(screening.QUEUE, 5.0))
    return idea


def addresses(idea: Idea) -> dict[str, str]:
    group = f"/c/{idea.group.community.slug}/{idea.group.slug}/"
    return {
        "home": "/",
        "community": f"/c/{idea.group.community.slug}/",
        "group": group,
        "idea": f"/ideas/{idea.pk}-{idea.slug}/",
        "propose": f"{group}propose",
        "desk": "/desk/",
        "inbox": "/inbox",
        "search": "/search/?q=bench",
        "flag": f"/ideas/{idea.pk}/flag",
    }


SIGNED_OUT = {"login": "/accounts/login/", "signup": "/accounts/signup/"}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_a_and_aa(visit, mod, place, size, scheme):
    """axe styles its own probes, which the policy would refuse: it is told to look away here."""
    assert Case.objects.open().exists()
    found = {}
    for user, pages in ((mod, addresses(place)), (None, SIGNED_OUT | addresses(place))):
        visitor = visit(user, viewport=size, color_scheme=scheme, bypass_csp=True)
        for name, address in pages.items():
            page = visitor.go(address)
            page.evaluate(AXE)
            if problems := page.evaluate(FOUND, LEVELS):
                found[name, user and "mod"] = problems
    assert not found


def test_no_page_is_wider_than_320_pixels(visit, mod, place):
    visitor = visit(mod, viewport={"width": 320, "height": 700})
    wide = {}
    for name, address in addresses(place).items():
        page = visitor.go(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert not wide


def test_a_person_without_javascript_votes_argues_and_proposes(visit, bob, idea, group):
    visitor = visit(bob, java_script_enabled=False)
    page = visitor.go(addresses(idea)["idea"])
    page.locator(f"#stand-{idea.pk}").get_by_role("button", name="Against").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(idea.title)
    assert Vote.objects.get(voter=bob).stand == -1
    page.get_by_role("link", name="Add a point against").first.click()
    page.locator("textarea[name=text]").first.fill("Wood rots.")
    page.locator("form.write").get_by_role("button").first.click()
    expect(page.get_by_text("Wood rots.").first).to_be_visible()
    assert Comment.objects.get().side == -1


def test_a_person_votes_with_the_keyboard_alone(visit, bob, idea):
    page = visit(bob).go(addresses(idea)["idea"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("Skip to the content"))
    page.keyboard.press("Enter")
    wanted = page.locator(f"#stand-{idea.pk}").get_by_role("button", name="For", exact=True)
    press_until_focused(page, wanted)
    page.keyboard.press("Enter")
    expect(page.locator(f"#tally-{idea.pk}")).to_contain_text("1 for")
    assert Vote.objects.get(voter=bob).stand == 1


def press_until_focused(page: Page, wanted) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            outline = wanted.evaluate("element => getComputedStyle(element).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError("Tab never reached it.")


def test_every_answer_carries_a_strict_policy(visit, client, idea):
    for address in {
        **addresses(idea),
        **SIGNED_OUT,
        "missing": "/nowhere",
        "api": "/api/v1/",
    }.values():
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
