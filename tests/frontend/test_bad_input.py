"""Whatever comes in, the answer is a sentence with a status of its own, and never a traceback."""

import json
from base64 import urlsafe_b64encode

import pytest
from django.test import Client
from django.urls import path, reverse

from activity.errors import EditConflict
from activity.limits import TooMany
from config import urls as site
from voting.orders import offered

SENTENCE = 'class="page-head"'


def in_frame(answer, status: int) -> str:
    page = answer.content.decode()
    assert answer.status_code == status
    assert SENTENCE in page
    assert 'class="site-header"' in page
    return page


def conflict(request):
    raise EditConflict(None)


def too_many(request):
    raise TooMany(120)


def broken(request):
    raise RuntimeError


urlpatterns = [
    *site.urlpatterns,
    path("conflict", conflict),
    path("too-many", too_many),
    path("broken", broken),
    path("api/v1-not/broken", broken),
]
handler400, handler403, handler404 = site.handler400, site.handler403, site.handler404
handler429, handler500 = site.handler429, site.handler500


@pytest.fixture
def odd(settings, db) -> Client:
    """A site in which every kind of trouble has an address."""
    settings.ROOT_URLCONF = "tests.frontend.test_bad_input"
    return Client(raise_request_exception=False)


def test_what_a_view_leaves_to_the_frame_has_its_own_page(odd):
    in_frame(odd.get("/conflict"), 409)
    page = odd.get("/too-many")
    assert "2 minutes" in in_frame(page, 429)
    assert page.headers["Retry-After"] == "120"


def test_a_defect_is_owned_up_to_without_asking_the_database(odd, django_assert_num_queries):
    odd.get("/about/")
    with django_assert_num_queries(0):
        page = odd.get("/broken")
    assert "our fault" in in_frame(page, 500)


def test_htmx_gets_the_notice_alone(odd):
    page = odd.get("/conflict", headers={"HX-Request": "true"}).content.decode()
    assert 'role="alert"' in page
    assert "<html" not in page


def test_nothing_and_what_one_may_not_see_look_the_same(client, db):
    one, other = client.get("/nowhere"), client.get("/ideas/1-x/")
    in_frame(one, 404)
    strip = lambda page: page.content.decode().replace("/nowhere", "").replace("/ideas/1-x/", "")  # noqa: E731
    assert len(strip(one)) == pytest.approx(len(strip(other)), abs=200)


def test_a_refusal_says_its_sentence(client, stranger, idea):
    client.force_login(stranger)
    page = in_frame(client.get(reverse("idea_edit", args=[idea.pk])), 403)
    assert "Only its author edits an idea." in page


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=%00",
        "/search/?%00=x",
        "/nowhere%00",
        "/ideas/1-%00/",
        "/inbox?after=%00",
        "/c/x/y/?order=%00",
    ],
)
def test_nul_in_an_address_is_a_bad_request(client, db, address):
    in_frame(client.get(address), 400)


def test_nul_in_a_cookie_is_a_bad_request(client, db):
    answer = client.get("/inbox", headers={"cookie": r'sessionid="abc\000def"'})
    in_frame(answer, 400)


@pytest.mark.parametrize("name", ["idea", "idea_short", "idea_edit", "revisions", "draft", "vote"])
@pytest.mark.parametrize("digits", [30, 5000])
def test_numbers_that_no_row_has_are_not_found(client, ada, name, digits):
    client.force_login(ada)
    arguments = [1, "x"] if name == "idea" else [1]
    url = reverse(name, args=arguments).replace("1", "9" * digits, 1)
    assert client.get(url).status_code == 404


def test_ten_million_digits_are_not_found(client, db):
    assert client.get(f"/ideas/{'9' * 10**7}/").status_code == 404


def token(*values) -> str:
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def test_broken_keys_of_pages_are_refused_with_a_sentence(client, ada, group, idea):
    client.force_login(ada)
    page = reverse("group", args=[group.community.slug, group.slug])
    for broken_key in ("x", "W10", "e30", "x" * 700, "🙂", token(1, 2, 3, 4)):
        for url in (reverse("inbox"), page):
            said = in_frame(client.get(url, {"after": broken_key}), 400)
            assert "page address is broken" in said


WRONG = (
    *("x", "", 0, 1e300, -1e300, float("inf"), float("nan")),
    *({"at": "0001-01-01T00:00:00+14:00"}, {"at": "2020-01-01T00:00:00Z"}),
)


def test_keys_of_a_wrong_kind_are_refused_and_break_nothing(client, ada, group, idea):
    client.force_login(ada)
    page = reverse("group", args=[group.community.slug, group.slug])
    lists = [reverse("inbox"), *(f"{page}?order={order.name}" for order in offered(group))]
    for url in lists:
        for values in [(a,) for a in WRONG] + [(a, 1) for a in WRONG]:
            mark = "&" if "?" in url else "?"
            answer = client.get(f"{url}{mark}after={token(*values)}")
            assert answer.status_code in {200, 400}, (url, values)


def test_too_much_at_once_is_refused_before_it_is_read(client, ada, group):
    client.force_login(ada)
    url = reverse("propose", args=[group.community.slug, group.slug])
    in_frame(client.post(url, {"title": "x" * 1_100_000}), 413)
    in_frame(client.post(url, {f"f{n}": "x" for n in range(250)}), 400)
    in_frame(client.get(url, {f"f{n}": "x" for n in range(250)}), 400)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; nam"),
        ("multipart/form-data", b"anything"),
        ("multipart/form-data; boundary=" + "é" * 20, b"--"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"title=x"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"title=x"),
        ("application/x-www-form-urlencoded", b"title=%ED%A0%80&title=\xff\xfe"),
        ("application/json", b'{"title": "\\ud800"}'),
        ("text/xml", b"<title/>"),
        ("", b"title"),
    ],
)
def test_forms_in_a_wrong_wrapping_are_refused(client, ada, group, kind, body):
    client.force_login(ada)
    url = reverse("propose", args=[group.community.slug, group.slug])
    answer = client.generic("POST", url, body, content_type=kind)
    assert 300 < answer.status_code < 500


def test_a_wrong_method_says_where_the_button_is(client, ada, idea):
    client.force_login(ada)
    answer = client.get(reverse("draft_publication", args=[idea.pk]))
    in_frame(answer, 405)
    assert answer.headers["Allow"] == "POST"


def test_a_form_without_its_token_loses_nothing(db, group, ada):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(ada)
    url = reverse("propose", args=[group.community.slug, group.slug])
    assert "Nothing was lost" in in_frame(careful.post(url, {"title": "x"}), 403)


def test_the_json_door_answers_trouble_as_a_problem(db):
    careful = Client(enforce_csrf_checks=True)
    for url in ("/api/v1/ideas/?q=%00", "/api/v1/%00"):
        answer = careful.get(url)
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["type"] == "/api/errors#invalid"


def test_every_page_says_which_policy_it_lives_by(client, db):
    for url in ("/about/", "/nowhere", "/search/?q=%00", "/accounts/login/", "/api/"):
        policy = client.get(url).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
