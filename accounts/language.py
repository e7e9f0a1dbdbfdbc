"""A person's language goes with them: a cookie says it before the account is read."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse


def speak[R: HttpResponse](response: R, language: str) -> R:
    """Pages are in this language from now on, in this browser; an unknown one changes nothing."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, **_cookie())
    return response


def _cookie() -> dict[str, Any]:
    return {
        "max_age": settings.LANGUAGE_COOKIE_AGE,
        "path": settings.LANGUAGE_COOKIE_PATH,
        "secure": settings.LANGUAGE_COOKIE_SECURE,
        "httponly": settings.LANGUAGE_COOKIE_HTTPONLY,
        "samesite": settings.LANGUAGE_COOKIE_SAMESITE,
    }
