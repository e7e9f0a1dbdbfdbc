"""Fields whose text is cleaned by the rules of the actions, so that a form says so early."""

import secrets
from typing import Any

from django import forms

from activity.circumstances import TRAP_FIELD, form_clock
from text import intake

KEY_LIMIT = 64


class WordsField(forms.CharField):
    """A text; what was typed stays in the form whatever is wrong with it."""

    def __init__(self, *, limit: int, single_line: bool = False, **rest: Any) -> None:
        if not single_line:
            rest.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(strip=False, **rest)
        self.limit, self.single_line = limit, single_line

    def clean(self, value: Any) -> str:
        return intake.words(
            value, limit=self.limit, required=self.required, single_line=self.single_line
        )


class MadeForm(forms.Form):
    """A form that creates: its key makes a second press harmless, its clock and its trap tell
    programs from people."""

    key = forms.CharField(max_length=KEY_LIMIT, required=False, widget=forms.HiddenInput)
    form_clock = forms.CharField(required=False, widget=forms.HiddenInput)

    trap = TRAP_FIELD

    def __init__(self, data: Any = None, **rest: Any) -> None:
        fresh = {"key": secrets.token_urlsafe(16), "form_clock": form_clock()}
        super().__init__(data, initial={**fresh, **rest.pop("initial", {})}, **rest)


def tags_of(text: str) -> list[str]:
    """Tags as people type them: between commas."""
    return [tag.strip() for tag in text.split(",") if tag.strip()]
