"""What a person says in an idea, cleaned and rendered before any transaction begins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from communities.models import Group, Question
from ideas.models import Category
from text import intake, markup

TITLE_LIMIT, SUMMARY_LIMIT, TAG_LIMIT, MOST_TAGS = 120, 300, 40, 8


@dataclass(frozen=True)
class Words:
    """As a form or a request gave it: `answers` by question key, `tags` as plain words."""

    title: str = ""
    summary: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    category_id: int | None = None
    tags: Sequence[str] = ()
    place: str = ""


@dataclass(frozen=True)
class CleanAnswer:
    question: Question
    text: str
    html: str


@dataclass(frozen=True)
class CleanWords:
    title: str
    summary: str
    answers: list[CleanAnswer]
    category: Category | None
    tags: list[str]
    place: str

    @property
    def plain(self) -> str:
        return "\n\n".join([self.summary, *(answer.text for answer in self.answers)])


def clean(group: Group, words: Words, *, whole: bool = True) -> CleanWords:
    """Every field cleaned; with `whole` False (a draft) nothing but the title is required.

    Raises one ValidationError with a sentence for each field that is wrong.
    """
    errors = _Errors()
    line = partial(intake.words, single_line=True)
    summary = partial(line, words.summary, limit=SUMMARY_LIMIT, required=whole)
    clean = CleanWords(
        title=errors.caught("title", partial(line, words.title, limit=TITLE_LIMIT)) or "",
        summary=errors.caught("summary", summary) or "",
        answers=_answers(group, words, whole, errors),
        category=errors.caught("category", partial(_category, group, words.category_id)),
        tags=errors.caught("tags", partial(_tags, words.tags)) or [],
        place=errors.caught("place", partial(line, words.place, limit=120, required=False)) or "",
    )
    if errors:
        raise ValidationError(errors)
    return clean


class _Errors(dict[str, ValidationError]):
    """What is wrong, by field, so that all of it is said at once."""

    def caught[T](self, name: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except ValidationError as error:
            self[name] = error
            return None


def _answers(group: Group, words: Words, whole: bool, errors: _Errors) -> list[CleanAnswer]:
    found = []
    for question in group.questions.all():
        given = words.answers.get(question.key, "")
        read = partial(_answer, question, given, whole)
        found.append(errors.caught(f"answer_{question.key}", read))
    return [answer for answer in found if answer]


def _answer(question: Question, given: str, whole: bool) -> CleanAnswer | None:
    text = intake.words(given, limit=question.longest, required=whole and question.required)
    return CleanAnswer(question, text, markup.render(text)) if text else None


def _category(group: Group, category_id: int | None) -> Category | None:
    if category_id is None:
        return None
    found = Category.objects.filter(group=group, pk=category_id).first()
    if not found:
        raise ValidationError(_("Choose one of this group's categories."), "category")
    return found


def _tags(given: Sequence[str]) -> list[str]:
    tags = [intake.words(tag, limit=TAG_LIMIT, required=False, single_line=True) for tag in given]
    kept = list(dict.fromkeys(tag.lower() for tag in tags if tag))
    if len(kept) > MOST_TAGS:
        raise ValidationError(_("At most %d tags, please.") % MOST_TAGS, "too_many_tags")
    return kept
