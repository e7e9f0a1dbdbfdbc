"""Search in everything one may see; where nothing is found, the words become a proposal."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontend.shapes.found import KINDS, results_of
from ideas.words import TITLE_LIMIT
from stewardship.finding import LONGEST, find

MOST = 30


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Unknown kinds are left out; without any, all are searched."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    chosen = tuple(kind for kind in KINDS if kind in request.GET.getlist("kind"))
    found = find(request.user, text, kinds=chosen or tuple(KINDS), limit=MOST) if text else []
    begin = reverse("propose_somewhere")
    context: dict[str, Any] = {
        "q": text,
        "limit": LONGEST,
        "kinds": [(kind, name, kind in chosen) for kind, name in KINDS.items()],
        "results": results_of(found, text),
        "full": len(found) == MOST,
        "propose_url": f"{begin}?{urlencode({'title': text[:TITLE_LIMIT]})}" if text else begin,
    }
    return render(request, "search/page.html", context)
