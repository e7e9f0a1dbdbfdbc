"""Where allauth meets Folkmoot: names instead of addresses, the language of the visitor kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from accounts.language import speak
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def new_user(self, request: HttpRequest) -> User:
        return User(language=(get_language() or "en")[:10])

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.display_name = form.cleaned_data.get("display_name", "")
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: Any, **rest: Any) -> HttpResponse:
        """From signing in on, pages are in the language of the account."""
        return speak(super().post_login(request, user, **rest), user.language)


def display_name(user: User) -> str:
    return user.display_name
