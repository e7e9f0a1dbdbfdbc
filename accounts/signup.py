"""What sign-up asks beside the address: the name that others will see."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from text import intake


class NameForm(forms.Form):
    display_name = forms.CharField(
        label=_("Display name"),
        max_length=80,
        help_text=_("Shown beside what you write. It need not be your full name."),
    )

    def clean_display_name(self) -> str:
        return intake.words(self.cleaned_data["display_name"], limit=80, single_line=True)

    def signup(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        person: Any = user
        person.display_name = self.cleaned_data["display_name"]
        person.save(update_fields=["display_name"])
