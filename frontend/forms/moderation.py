"""What people say when they flag something, and what a moderator decides."""

import secrets
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from ideas.models import Idea
from moderation.models import Decision, Rule

LARGEST = 2**63 - 1
PREVIEW = "preview"


class FlagForm(forms.Form):
    """Keeps what was written when something about it was wrong."""

    rule = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Rule.choices, widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label=_("What should the moderator know?"),
        help_text=_("Only moderators read this. That you disagree is no reason to remove words."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


def flag_form(data: QueryDict | None = None) -> FlagForm:
    return FlagForm(data, initial={"key": secrets.token_hex(16)})


class DecisionForm(forms.Form):
    """One decision: the button pressed is the act; a rule and a reason are due to remove words."""

    act = forms.ChoiceField(choices=[*Decision.Act.choices, (PREVIEW, PREVIEW)])
    rule = forms.ChoiceField(
        label=_("Which rule does it break?"),
        help_text=_("Criticism of a government, of officials or of this site breaks none."),
        choices=Rule.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What do you tell the author?"),
        help_text=_("Due when you hide or hold. Say which words, and what would be fine."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


def decision_form(
    content: Idea | Comment, seen: int, data: QueryDict | None = None
) -> DecisionForm:
    """For the content as it stands; after a conflict the words stay and the position is fresh."""
    start = {"version": content.version, "seen": seen, "key": secrets.token_hex(16)}
    return DecisionForm(data, initial=start)


def moved(form: DecisionForm, content: Idea | Comment, seen: int) -> None:
    """Let the same words be sent again about what stands there now."""
    sent = cast(QueryDict, form.data).copy()
    sent["version"], sent["seen"] = str(content.version), str(seen)
    sent["key"] = secrets.token_hex(16)
    form.data = sent
