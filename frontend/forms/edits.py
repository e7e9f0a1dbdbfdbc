"""Changing one's own contribution, and answering officially."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment
from communities.models import Department
from frontend.forms.fields import MadeForm, WordsField
from ideas.models import Idea

ANSWER_LIMIT, NEXT_LIMIT = 10_000, 300


class CommentEditForm(MadeForm):
    """Carries the version it was made from; `text` is added with its limit."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class AnswerForm(MadeForm):
    department = forms.ModelChoiceField(Department.objects.none(), label=gettext_lazy("Department"))
    status = forms.ChoiceField(
        choices=Idea.Status.choices,
        label=gettext_lazy("Where the idea stands from now on"),
        widget=forms.RadioSelect,
    )
    text = WordsField(
        limit=ANSWER_LIMIT,
        label=gettext_lazy("The answer"),
        help_text=gettext_lazy("What you will do or not, and the reason, in plain words."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    next_step = WordsField(
        limit=NEXT_LIMIT,
        single_line=True,
        required=False,
        label=gettext_lazy("What happens next"),
        help_text=gettext_lazy("One sentence that can be checked later."),
    )
    due_on = forms.DateField(
        required=False,
        label=gettext_lazy("By when"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, departments: Any, idea: Idea, data: Any = None) -> None:
        start = {"status": idea.status, "department": departments.first()}
        super().__init__(data, initial=start)
        choice = self.fields["department"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        choice.queryset, choice.empty_label = departments, None


def comment_edit_form(comment: Comment, data: Any = None) -> CommentEditForm:
    form = CommentEditForm(data, initial={"text": comment.text, "version": comment.version})
    form.fields["text"] = WordsField(
        limit=comment.limit, label=_("Your words"), widget=forms.Textarea(attrs={"rows": 6})
    )
    return form
