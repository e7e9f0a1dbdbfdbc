"""How one is called here, and in which language one reads."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from frontend.forms.fields import MadeForm, WordsField

NAME_LIMIT = 80


def own_name(language: str) -> str:
    """So that one finds one's language on a page that one cannot read."""
    return str(get_language_info(language)["name_local"]).capitalize()


class ProfileForm(forms.Form):
    display_name = WordsField(
        limit=NAME_LIMIT,
        single_line=True,
        label=_("Display name"),
        help_text=_("Shown beside what you write. It need not be your full name."),
    )
    language = forms.ChoiceField(
        choices=[(code, own_name(code)) for code, _name in settings.LANGUAGES],
        label=_("Language"),
        help_text=_("Of these pages and of the mails to you."),
    )

    def __init__(self, person: User, data: Any = None) -> None:
        start = {"display_name": person.display_name, "language": person.language}
        super().__init__(data, initial=start)


class InviteForm(MadeForm):
    email = forms.EmailField(
        max_length=254,
        label=_("E-mail address"),
        help_text=_("One person gets one mail with a link that works once, for two weeks."),
    )
