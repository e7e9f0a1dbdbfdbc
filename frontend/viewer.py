"""What the person who reads this page is: asked once a request, for the page and its frame.

For showing only. Every action reads the roles again.
"""

from typing import cast

from django.http import HttpRequest

from communities.roles import Roles, roles_of

KEPT = "_folkmoot_roles"


def roles_here(request: HttpRequest) -> Roles:
    if not hasattr(request, KEPT):
        setattr(request, KEPT, roles_of(request.user))
    return cast(Roles, getattr(request, KEPT))
