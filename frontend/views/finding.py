"""The one way to an object from its address: through `visible_to`, or 404 as if it were missing."""

from django.http import Http404, HttpRequest

from comments.models import Comment
from communities.models import Group
from ideas.models import Idea


def find_idea(request: HttpRequest, pk: int) -> Idea:
    """With everything its page needs."""
    found = Idea.objects.visible_to(request.user).for_page().filter(pk=pk).first()
    if not found:
        raise Http404
    return found


def find_group(request: HttpRequest, community: str, group: str) -> Group:
    rows = Group.objects.visible_to(request.user).for_page()
    found = rows.filter(community__slug=community, slug=group).first()
    if not found:
        raise Http404
    return found


def find_comment(request: HttpRequest, pk: int) -> tuple[Comment, Idea]:
    """A contribution one may see, or the mark in its place, with its idea."""
    rows = Comment.objects.with_marks_for(request.user).filter(pk=pk)
    found = rows.select_related("author", "parent__author").first()
    if not found:
        raise Http404
    return found, find_idea(request, found.idea_id)
