"""The pages that explain the site and its API."""

import re

import pytest
from django.urls import reverse

from config.api_errors import KINDS
from moderation.models import Rule


@pytest.mark.parametrize("name", ["about", "access", "privacy", "api_page", "api_errors"])
def test_pages_that_explain_need_neither_account_nor_script(client, db, name):
    page = client.get(reverse(name)).content.decode()
    assert page.count("<h1") == 1
    assert 'class="site-footer"' in page


def test_every_rule_of_moderation_is_told_beforehand(client, db):
    page = client.get(reverse("about")).content.decode()
    assert all(str(rule.label).replace("'", "&#x27;") in page for rule in Rule)


def test_every_kind_of_error_has_a_place_that_its_type_points_at(client, db):
    page = client.get(reverse("api_errors")).content.decode()
    assert all(f'id="{kind}"' in page for kind in KINDS.values())


def test_the_api_page_names_every_address_of_the_document(client, db):
    document = client.get(reverse("api_schema")).json()
    page = client.get(reverse("api_page")).content.decode()
    count = sum(len(methods) for methods in document["paths"].values())
    assert len(re.findall(r"<summary><code><b>", page)) == count
    assert all(address in page.replace("&#x27;", "'") for address in document["paths"])


def test_the_footer_leads_to_them(client, db):
    page = client.get(reverse("about")).content.decode()
    for name in ("about", "access", "privacy", "api_page"):
        assert f'href="{reverse(name)}"' in page
