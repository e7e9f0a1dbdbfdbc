"""`GET /live`: the same log and the same answers for pages that have no websocket.

`/live?stream=idea:42,<epoch>,17&stream=group:7,<epoch>,3&ideas=42,43` answers with the messages
that a socket would have been sent, and with 304 as long as there are none to add.
"""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET

from live import journal, numbers, protocol, rights
from live.protocol import BadMessageError, Wanted

AGAIN_IN = 5
MOST_DIGITS = 15


@require_GET
def poll(request: HttpRequest) -> HttpResponseBase:
    """What came since the given positions, for whoever may read it. `again_in` is in seconds."""
    try:
        wanted, ideas = _asked(request)
    except (BadMessageError, ValueError) as error:
        problem = {"type": "about:blank", "title": "Bad Request", "status": 400}
        return JsonResponse(
            problem | {"detail": str(error)}, status=400, content_type="application/problem+json"
        )
    body = _body(request, wanted, ideas)
    etag = quote_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    answer = HttpResponse(body, content_type="application/json", headers=headers)
    patch_vary_headers(answer, ["Cookie"])
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _asked(request: HttpRequest) -> tuple[list[Wanted], list[int]]:
    asked = request.GET.getlist("stream")
    ideas = [part for part in request.GET.get("ideas", "").split(",") if part]
    if len(asked) > protocol.MOST_STREAMS or len(ideas) > protocol.MOST_IDEAS:
        raise BadMessageError("That is too much at once.")
    return [_position(one) for one in asked], [_digits(part) for part in ideas]


def _position(given: str) -> Wanted:
    parts = given.split(",")
    if len(parts) != len(("stream", "epoch", "since")):
        raise BadMessageError("A stream is asked for as stream,epoch,since.")
    return protocol.wanted(parts[0], parts[1], _digits(parts[2]))


def _digits(given: str) -> int:
    """A number of at most 15 digits: int() alone would take spaces, signs and ten thousand."""
    if not (given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS):
        raise BadMessageError("A number has up to 15 digits.")
    return int(given)


def _body(request: HttpRequest, wanted: list[Wanted], ideas: list[int]) -> str:
    keys = [*(one.stream for one in wanted), *(f"idea:{idea}" for idea in ideas)]
    allowed = rights.readable(request.user, keys)
    replays = journal.replay([one for one in wanted if one.stream in allowed])
    messages = [replay.message for replay in replays]
    messages += [protocol.refused(w.stream) for w in wanted if w.stream not in allowed]
    rows = numbers.read(idea for idea in ideas if f"idea:{idea}" in allowed)
    if rows:
        messages.append(protocol.numbers(list(rows.values())))
    return protocol.polled(AGAIN_IN, messages)
