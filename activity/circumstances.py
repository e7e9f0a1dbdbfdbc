"""How something was sent, as one small value that both doors build in the same place."""

import ipaddress
import time
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

FORM_SALT = "folkmoot.form"
TRAP_FIELD = "homepage"
CLOCK_FIELD = "form_clock"


@dataclass(frozen=True)
class Circumstances:
    """`address_prefix` is a /24 or /64; `seconds_to_fill` is None where no form was signed."""

    address_prefix: str = ""
    client: str = ""
    trap_filled: bool = False
    seconds_to_fill: float | None = None


UNKNOWN = Circumstances()


def of_request(request: HttpRequest) -> Circumstances:
    return Circumstances(
        address_prefix=prefix(address(request)),
        client=request.META.get("HTTP_USER_AGENT", "")[:200],
        trap_filled=bool(request.POST.get(TRAP_FIELD, "")),
        seconds_to_fill=_seconds(request.POST.get(CLOCK_FIELD, "")),
    )


def address(request: HttpRequest) -> str:
    """The sender's address, believing only as many proxies as the operator named."""
    hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return request.META.get("REMOTE_ADDR", "")


def prefix(text: str) -> str:
    """The network of an address: its /24 or, for IPv6, its /64. Empty when it is none."""
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    bits = 24 if found.version == 4 else 64
    return str(ipaddress.ip_network(f"{found}/{bits}", strict=False))


def form_clock() -> str:
    """A signed moment for a form to carry, so that its filling time can be told."""
    return signing.TimestampSigner(salt=FORM_SALT).sign("form")


def _seconds(stamp: str) -> float | None:
    signer = signing.TimestampSigner(salt=FORM_SALT)
    try:
        signer.unsign(stamp)
    except signing.BadSignature:
        return None
    return max(0.0, _age(stamp))


def _age(stamp: str) -> float:
    _, moment, _ = stamp.rsplit(":", 2)
    return time.time() - signing.b62_decode(moment)
