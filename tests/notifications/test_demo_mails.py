"""In the demo, and only there, the last mails can be read on a page."""

import pytest
from django.core.mail import send_mail
from django.urls import reverse

from notifications.actions.deliver import deliver_due
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db


def test_there_is_no_such_page_outside_of_the_demo(client, outside, ada):
    send_mail("Your code", "4711", None, ["ada@example.org"])
    client.force_login(ada)
    assert client.get(reverse("demo_mails")).status_code == 404
    assert client.get(reverse("demo_mail", args=[1])).status_code == 404


def test_the_demo_shows_codes_and_links_newest_first(client, outside, settings):
    settings.DEMO = True
    send_mail("Your code", "It is 4711.", None, ["ada@example.org"])
    send_mail("<b>Reset</b>", "Go to http://localhost:8000/reset/x", None, ["bob@example.org"])
    assert deliver_due() == 2
    page = client.get(reverse("demo_mails")).content.decode()
    assert page.index("&lt;b&gt;Reset") < page.index("Your code")
    assert "ada@example.org" in page
    first, second = OutgoingMail.objects.order_by("id")
    assert "4711" in client.get(reverse("demo_mail", args=[first.pk])).content.decode()
    body = client.get(reverse("demo_mail", args=[second.pk])).content.decode()
    assert 'href="http://localhost:8000/reset/x"' in body


def test_the_frame_leads_to_the_mails_in_the_demo_alone(client, db, settings):
    assert "/demo/mails" not in client.get("/").content.decode()
    settings.DEMO = True
    assert "/demo/mails" in client.get("/").content.decode()
