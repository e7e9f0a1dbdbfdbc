"""Following an idea with one press, and ending it with one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from communities.roles import roles_of
from frontend.shapes.cards import idea_url
from frontend.shapes.follow import follow_of
from frontend.shapes.idea import head_of
from frontend.views.inbox import signed_in
from ideas.models import Idea
from notifications.actions import follow_idea, unfollow_idea


@login_required
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """A visitor comes by way of signing in and is led back to the idea, where nothing changed."""
    person = signed_in(request)
    idea = get_object_or_404(Idea.objects.visible_to(person).for_page(), pk=pk)
    if request.method == "POST":
        act = unfollow_idea if request.POST.get("follow") == "no" else follow_idea
        act(person=person, idea=idea)
    if not request.headers.get("HX-Request"):
        return redirect(idea_url(idea))
    context = {"idea": head_of(idea, roles_of(person)), "follow": follow_of(idea, person)}
    return render(request, "ideas/_follow.html", context)
