"""What an idea is asked for: all at once when it is edited, one by one when it is proposed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.models import Group
from frontend.forms.fields import MadeForm, WordsField, tags_of
from ideas.models import Category
from ideas.words import MOST_TAGS, SUMMARY_LIMIT, TITLE_LIMIT, Words

PLACE_LIMIT, NOTE_LIMIT, REASON_LIMIT = 120, 300, 500
TAGS_LIMIT = 400
ANSWER = "answer_"


class WordsForm(MadeForm):
    """Some or all of the parts of an idea; `limits` are for the counts beside the fields."""

    limits: dict[str, int]

    @property
    def shown(self) -> list[tuple[forms.BoundField, int | None, str]]:
        """(field, limit, kind) of what a person fills in."""
        return [
            (bound, self.limits.get(bound.name), "chips" if bound.name == "category" else "")
            for bound in self.visible_fields()
        ]

    def words(self, before: Words) -> Words:
        """`before` with what this form changes."""
        given = self.cleaned_data
        answers = {k.removeprefix(ANSWER): v for k, v in given.items() if k.startswith(ANSWER)}
        category = given["category"] if "category" in given else str(before.category_id or "")
        return Words(
            title=given.get("title", before.title),
            summary=given.get("summary", before.summary),
            answers={**before.answers, **answers},
            category_id=int(category) if category else None,
            tags=tags_of(given["tags"]) if "tags" in given else before.tags,
            place=given.get("place", before.place),
        )


class EditForm(WordsForm):
    """Carries the version it was made from."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    because = WordsField(
        limit=REASON_LIMIT,
        label=gettext_lazy("Why do you withdraw it?"),
        help_text=gettext_lazy("Everybody reads this on the page of the idea."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def parts_form(group: Group, names: Sequence[str], words: Words, data: Any = None) -> WordsForm:
    """A form for the named parts only."""
    fields = fields_of(group)
    return _filled(WordsForm(data, initial=initial(words)), {name: fields[name] for name in names})


def edit_form(group: Group, words: Words, version: int, data: Any = None) -> EditForm:
    form = EditForm(data, initial={**initial(words), "version": version})
    note = WordsField(
        limit=NOTE_LIMIT,
        single_line=True,
        required=False,
        label=_("What did you change, and why?"),
        help_text=_("One sentence for those who have read it already."),
    )
    _filled(form, fields_of(group) | {"note": note})
    return form


def fields_of(group: Group) -> dict[str, forms.Field]:
    """Every part of an idea of this group by name, in the order in which it is asked."""
    title = WordsField(
        limit=TITLE_LIMIT,
        single_line=True,
        label=_("What should change?"),
        help_text=_("In one sentence, as you would say it to a neighbour."),
    )
    summary = WordsField(
        limit=SUMMARY_LIMIT,
        label=_("In short"),
        help_text=_("Two sentences that stand in every list."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    questions = {
        f"{ANSWER}{question.key}": WordsField(
            limit=question.longest,
            label=question.label,
            help_text=question.help,
            required=question.required,
            widget=forms.Textarea(attrs={"rows": 6}),
        )
        for question in group.questions.all()
    }
    return {"title": title, **questions, "summary": summary, **_belongings(group)}


def initial(words: Words) -> dict[str, Any]:
    answers = {f"{ANSWER}{key}": text for key, text in words.answers.items()}
    return {
        "title": words.title,
        "summary": words.summary,
        "category": str(words.category_id or ""),
        "tags": ", ".join(words.tags),
        "place": words.place,
        **answers,
    }


def _belongings(group: Group) -> dict[str, forms.Field]:
    categories = Category.objects.filter(group=group)
    choices = [("", _("None of these")), *((str(row.pk), row.name) for row in categories)]
    category = forms.ChoiceField(
        choices=choices, required=False, label=_("Category"), widget=forms.RadioSelect
    )
    tags = WordsField(
        limit=TAGS_LIMIT,
        single_line=True,
        required=False,
        label=_("Tags"),
        help_text=_("At most %d, with commas between them.") % MOST_TAGS,
    )
    place = WordsField(
        limit=PLACE_LIMIT,
        single_line=True,
        required=False,
        label=_("Place"),
        help_text=_("Where it applies: a street, an office, a whole town."),
    )
    rest: dict[str, forms.Field] = {"tags": tags, "place": place}
    return {"category": category, **rest} if len(choices) > 1 else rest


def _filled(form: WordsForm, fields: dict[str, forms.Field]) -> WordsForm:
    form.limits = {}
    for name, field in fields.items():
        form.fields[name] = field
        if isinstance(field, WordsField):
            form.limits[name] = field.limit
    return form
