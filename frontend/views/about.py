"""Pages that explain the site: how it works and by which rules, for whom, and what it stores."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation.models import Rule


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about/about.html", {"rules": [rule.label for rule in Rule]})


@require_safe
def access(request: HttpRequest) -> HttpResponse:
    return render(request, "about/access.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "about/privacy.html")
