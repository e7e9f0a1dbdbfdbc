"""Signing up and in by password and by code, and everything about one's own account."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme as ours

from accounts.models import User
from notifications.models import OutgoingMail
from tests.cast import person
from tests.realdata import path as realdata

PASSWORD = "correct horse"


@pytest.fixture
def eve(db):
    user = person("Eve", language="de")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def code_of(mail: OutgoingMail) -> str:
    return re.findall(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.body, re.MULTILINE)[0]


def sign_in(client: Client, user, **more):
    sent = {"login": user.email, "password": PASSWORD, **more}
    return client.post(reverse("account_login"), sent)


def is_in(client: Client) -> bool:
    return client.get(reverse("settings")).status_code == 200


def test_sign_up_confirm_by_code_and_be_in(client, db):
    page = client.get(reverse("account_signup")).content.decode()
    assert "style=" not in page
    sent = {"email": "new@example.org", "password1": "a long new password", "display_name": "Nia"}
    answer = client.post(reverse("account_signup") + "?next=/drafts/", sent | {"next": "/drafts/"})
    assert answer.url == reverse("account_email_verification_sent")
    assert not is_in(client)
    page = client.get(answer.url).content.decode()
    assert "new@example.org" in page
    wrong = client.post(answer.url, {"code": "AAAAAA"})
    assert 'role="alert"' in wrong.content.decode()
    done = client.post(answer.url, {"code": code_of(OutgoingMail.objects.get())})
    assert done.url == "/drafts/"
    assert is_in(client)
    assert User.objects.get(email="new@example.org").display_name == "Nia"


def test_a_filled_trap_makes_no_account(client, db):
    sent = {"email": "bot@example.org", "password1": "a long new password", "display_name": "B"}
    client.post(reverse("account_signup"), sent | {"website": "https://spam.example"})
    assert not User.objects.filter(email="bot@example.org").exists()


def test_a_refused_sign_up_keeps_what_was_typed(client, db):
    sent = {"email": "new@example.org", "password1": "short", "display_name": "Nia Kept"}
    page = client.post(reverse("account_signup"), sent).content.decode()
    assert 'value="Nia Kept"' in page
    assert 'role="alert"' in page
    assert "short" not in re.findall(r'value="([^"]*)"', page)


def test_a_mailed_code_signs_in(client, eve):
    answer = client.post(reverse("account_request_login_code"), {"email": eve.email})
    assert answer.url == reverse("account_confirm_login_code")
    done = client.post(answer.url, {"code": code_of(OutgoingMail.objects.get())})
    assert done.status_code == 302
    assert is_in(client)


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client, eve):
    client.post(reverse("account_reset_password"), {"email": eve.email})
    link = re.search(
        r"http://\S+?(/accounts/password/reset/key/\S+)", OutgoingMail.objects.get().body
    )
    form = client.get(link[1])
    new = {"password1": "an even longer one", "password2": "an even longer one"}
    assert client.post(form.url, new).status_code == 302
    assert not is_in(client)
    client.post(reverse("account_login"), {"login": eve.email, "password": "an even longer one"})
    assert is_in(client)
    again = Client().get(link[1], follow=True)
    assert "used up" in again.content.decode()


def test_resetting_does_not_tell_who_has_an_account(client, eve):
    known = client.post(reverse("account_reset_password"), {"email": eve.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_signing_out_everywhere_else_ends_the_other_sessions(client, eve):
    other = Client()
    sign_in(other, eve)
    sign_in(client, eve)
    assert is_in(other)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert page.count("<tr>") == 3
    client.post(reverse("usersessions_list"))
    assert not is_in(other)
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_the_account_says_the_language_from_signing_in_on(client, eve):
    assert 'lang="en"' in client.get("/about/").content.decode()
    sign_in(client, eve)
    assert '<html lang="de" dir="ltr"' in client.get("/about/").content.decode()


def test_name_and_language_change_and_arabic_runs_from_the_right(client, eve):
    sign_in(client, eve)
    answer = client.post(reverse("settings"), {"display_name": "Eva", "language": "ar"})
    assert answer.url == reverse("settings")
    eve.refresh_from_db()
    assert (eve.display_name, eve.language) == ("Eva", "ar")
    assert '<html lang="ar" dir="rtl"' in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"display_name": " "}, {"display_name": "x" * 81}, {"language": "xx"}]
)
def test_a_wrong_setting_is_refused_and_stays_in_the_form(client, eve, wrong):
    client.force_login(eve)
    answer = client.post(reverse("settings"), {"display_name": "Eva", "language": "de"} | wrong)
    assert answer.status_code == 400
    assert wrong.get("display_name", "Eva") in answer.content.decode()
    eve.refresh_from_db()
    assert eve.display_name == "Eve"


def test_a_visitor_switches_the_language_with_a_token_only(db):
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post(reverse("set_language"), {"language": "es"}).status_code == 403
    page = visitor.get("/about/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = {"language": "es", "csrfmiddlewaretoken": token, "next": "/about/"}
    assert visitor.post(reverse("set_language"), sent).url == "/about/"
    assert 'lang="es"' in visitor.get("/about/").content.decode()


def test_no_next_leads_out_of_the_house(client, eve):
    lines = {
        line.strip()
        for name in ("Open-Redirect-payloads", "open_redirect_wordlist", "openredirects")
        for line in realdata(f"attacks/redirect/{name}.txt").read_text("utf-8").splitlines()
        if line.strip()
    }
    client.force_login(eve)
    for line in sorted(lines):
        asked = client.post(reverse("set_language"), {"language": "de", "next": line})
        entered = client.get(reverse("account_login"), {"next": line})
        for answer in (asked, entered):
            assert answer.status_code in {200, 302, 400}, line
            if answer.status_code == 302:
                assert ours(answer.url, {"testserver"}), line


def test_every_page_of_the_account_is_in_the_frame(client, eve):
    outside = ["account_login", "account_signup", "account_reset_password"]
    outside += ["account_request_login_code", "account_reset_password_done", "account_inactive"]
    inside = ["settings", "account_email", "account_change_password", "usersessions_list"]
    inside += ["account_logout", "account_reauthenticate", "drafts"]
    for names, user in ((outside, None), (inside, eve)):
        if user:
            sign_in(client, user)
        for name in names:
            answer = client.get(reverse(name), follow=True)
            page = answer.content.decode()
            assert answer.status_code == 200, name
            assert 'class="site-footer"' in page, name
            assert page.count("<h1") == 1, name
            assert "style=" not in page, name
            assert "<script" not in page.replace("<script src=", ""), name


def test_somebody_else_can_only_be_guessed_at_so_often(client, eve):
    answers = [
        client.post(reverse("account_login"), {"login": eve.email, "password": f"guess {n}"})
        for n in range(12)
    ]
    page = answers[-1].content.decode()
    assert answers[-1].status_code == 429 or "Too many" in page
    assert 'class="site-footer"' in page


def test_passwords_are_kept_with_argon2_outside_of_tests():
    code = "from django.conf import settings; print(settings.PASSWORD_HASHERS[0])"
    environment = {**os.environ, "FOLKMOOT_MODE": "development"}
    setup = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; "
    said = subprocess.run(
        [sys.executable, "-c", setup + code],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip().endswith("Argon2PasswordHasher")


def test_the_switch_changes_the_language_of_mails_too(client, bob):
    client.force_login(bob)
    client.post(reverse("set_language"), {"language": "de", "next": "/"})
    bob.refresh_from_db()
    assert bob.language == "de"
    client.post(reverse("set_language"), {"language": "tlh", "next": "/"})
    bob.refresh_from_db()
    assert bob.language == "de"
