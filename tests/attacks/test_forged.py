"""A write that another site makes a browser send is refused, at every address."""

import pytest
from django.test import Client

from tests.attacks.wrong import address, is_json, targets
from tests.matrix.ledger import undone
from tests.matrix.world import World

pytestmark = pytest.mark.django_db
# RFC 8058: mail programs post here without a cookie; the token in the address is the right to it.
WITHOUT_TOKEN = {"stop_mail"}


def test_no_write_without_the_token_of_a_form(world: World) -> None:
    wrong = []
    for name, write, viewer, it in targets(world):
        careful = Client(enforce_csrf_checks=True, raise_request_exception=False)
        careful.cookies = world.browsers[viewer].cookies
        kind = {"content_type": "application/json"} if is_json(name) else {}
        with undone() as ledger:
            ask = getattr(careful, write.method)
            answer = ask(address(name, it), write.body(it), **kind)
        refused = answer.status_code == 403 and not ledger.tables
        if refused == (name in WITHOUT_TOKEN):
            wrong.append(f"{name}: {answer.status_code} wrote {ledger.tables}")
    assert wrong == []
