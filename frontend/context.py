"""What the frame around every page shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from frontend.position import position
from frontend.viewer import roles_here
from notifications.queries import unread_count


@dataclass
class Shell:
    """Read only when a template asks, so that a page without the frame costs nothing."""

    request: HttpRequest

    @property
    def site_name(self) -> str:
        return _("Folkmoot")

    @property
    def is_demo(self) -> bool:
        return settings.DEMO

    @property
    def epoch(self) -> str:
        return position(self.request).epoch

    @property
    def user_head(self) -> int:
        return position(self.request).user_head

    @cached_property
    def unread(self) -> int:
        return unread_count(self.request.user)

    @cached_property
    def moderates(self) -> bool:
        return roles_here(self.request).moderates_somewhere


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"shell": Shell(request)}
