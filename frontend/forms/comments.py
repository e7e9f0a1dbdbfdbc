"""A box for words: a point, a comment or a reply."""

import secrets
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activity.circumstances import form_clock
from comments.models import COMMENT_LIMIT, POINT_LIMIT, Comment
from ideas.models import Idea

SIDES = {"for": Comment.Side.FOR, "against": Comment.Side.AGAINST, "": Comment.Side.NEUTRAL}
LABELS = {
    "for": _("Your point for it"),
    "against": _("Your point against it"),
    "": _("Your comment"),
    "reply": _("Your reply"),
}
HINTS = {
    "for": _("One reason, in at most 500 characters. Others say whether it convinces them."),
    "against": _("One reason, in at most 500 characters. Others say whether it convinces them."),
}


class WordsForm(forms.Form):
    """Carries a key made with it, so that pressing twice says it once."""

    text = forms.CharField(strip=False, widget=forms.Textarea(attrs={"rows": 3}))
    side = forms.ChoiceField(
        choices=[("", ""), ("for", ""), ("against", "")], required=False, widget=forms.HiddenInput
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    form_clock = forms.CharField(required=False, widget=forms.HiddenInput)

    url: str
    slot: str
    limit: int
    send = _("Send")
    cancel_url = ""

    def become(self, kind: str, url: str, slot: str, *, focus: bool = False) -> "WordsForm":
        """Be the box for a point (for, against), a comment ("") or a reply."""
        self.url, self.slot = url, slot
        self.limit = POINT_LIMIT if kind in HINTS else COMMENT_LIMIT
        self.fields["text"].label, self.fields["text"].help_text = LABELS[kind], HINTS.get(kind, "")
        if focus:
            self.fields["text"].widget.attrs["autofocus"] = True
        return self


def words_form(
    idea: Idea, side: str = "", data: QueryDict | None = None, *, focus: bool = False
) -> WordsForm:
    """`side`: for, against, or empty for a comment."""
    form = _fresh(data, f"{side or 'comment'}-{idea.pk}", side)
    url = reverse("comments", args=[idea.pk])
    return form.become(side, url, f"write-{side or 'comment'}-{idea.pk}", focus=focus)


def reply_form(
    comment: Comment, data: QueryDict | None = None, *, focus: bool = False
) -> WordsForm:
    form = _fresh(data, f"reply-{comment.pk}", "")
    url = reverse("replies", args=[comment.pk])
    return form.become("reply", url, f"write-reply-{comment.pk}", focus=focus)


def _fresh(data: QueryDict | None, name: str, side: str) -> WordsForm:
    start: dict[str, Any] = {"side": side, "key": secrets.token_hex(16), "form_clock": form_clock()}
    return WordsForm(data, initial=start, auto_id=f"{name}-%s")
