"""A group's page: what it is for, where it stands, and its ideas in the order one chose."""

from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activity.keyset import Page, page
from communities.models import Group
from communities.queries import moderators_of
from communities.roles import Roles
from communities.rules import can_moderate
from frontend.position import position
from frontend.shapes.cards import cards_of
from frontend.shapes.group import (
    Listing,
    answered_of,
    choices_of,
    pager_of,
    study_of,
    tabs_of,
)
from frontend.shapes.phases import phases_of
from frontend.viewer import roles_here
from frontend.views.finding import find_group
from frontend.views.trail import trail
from ideas.models import Idea
from ideas.queries import Filters, filtered, latest_answers, popular_tags
from voting.orders import Order, arranged, offered

PAGE = 25


@require_safe
def group(request: HttpRequest, community: str, group: str) -> HttpResponse:
    found = find_group(request, community, group)
    live, roles = position(request, found.stream), roles_here(request)
    desk = reverse("desk", args=[community, group]) if can_moderate(roles, found) else ""
    context = {
        "live": live,
        "community": found.community,
        "crumbs": trail(found),
        "group": found,
        "study": study_of(found),
        "phases": phases_of(found, roles),
        "list": _listing(request, found, roles),
        "answered": answered_of(latest_answers(found, request.user)),
        "moderators": moderators_of(found),
        "desk_url": desk,
    }
    return render(request, "groups/detail.html", context)


def _listing(request: HttpRequest, group: Group, roles: Roles) -> Listing:
    orders, filters = offered(group), _filters(request)
    order = _order(orders, request.GET.get("order", ""))
    rows = _page(request, group, order, filters)
    for idea in rows.rows:
        idea.group = group
    choices, active = choices_of(list(group.categories.all()), popular_tags(group), filters)
    chosen = request.GET.get("order", "")
    return Listing(
        cards=cards_of(rows.rows, request.user, roles),
        orders=tabs_of(orders, order, request.GET),
        why=order.why,
        filters=choices,
        active=active,
        kept=[("order", chosen)] if chosen else [],
        clear_url=f"?order={chosen}" if chosen else "?",
        first_page=not request.GET.get("after"),
        pager=pager_of(request.GET, rows.next),
    )


def _page(request: HttpRequest, group: Group, order: Order, filters: Filters) -> Page[Idea]:
    ideas = Idea.objects.visible_to(request.user).listed().filter(group=group)
    try:
        narrowed = arranged(filtered(ideas.for_cards(), filters), order, request.user)
        return page(narrowed, order.keys, after=request.GET.get("after", ""), size=PAGE)
    except ValidationError as error:
        raise BadRequest(" ".join(error.messages)) from None


def _order(orders: list[Order], name: str) -> Order:
    if not name:
        return orders[0]
    for order in orders:
        if order.name == name:
            return order
    raise BadRequest(_("This list has no such order; choose one of those above it."))


def _filters(request: HttpRequest) -> Filters:
    given: Any = request.GET
    category = given.get("category", "")
    if category and not (category.isascii() and category.isdigit() and len(category) < 19):
        raise BadRequest(_("There is no such category."))
    return Filters(
        int(category) if category else None, given.get("tag", "")[:100], given.get("status", "")
    )
