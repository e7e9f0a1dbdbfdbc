"""At the pace of a real site: whoever lost a right is sent away within five seconds."""

import pytest
from django.contrib.auth import get_user_model

from communities.actions import end_role, grant_role
from communities.models import Membership
from tests.cast import open_group

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN = 5.0


def test_removed_members_and_deactivated_people_go_and_others_stay(
    connect, community, group, ada, bob, stranger
):
    secret = open_group(community, "quiet", visibility="secret")
    grant_role(admin=None, person=ada, role="member", group=secret)
    removed, deactivated, other = connect(ada), connect(bob), connect(stranger)
    removed.follow(secret.stream)
    deactivated.follow(group.stream)
    other.follow(group.stream)

    end_role(admin=None, membership=Membership.objects.get(person=ada))
    get_user_model().objects.filter(pk=bob.pk).update(is_active=False)

    removed.is_closed(4403, WITHIN)
    deactivated.is_closed(4401, WITHIN)
    assert other.client.close_code is None
