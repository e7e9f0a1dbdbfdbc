"""What a person says in an idea, cleaned and rendered before any transaction begins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

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
    errors: dict[str, ValidationError] = {}

    def take[T](name: str, read: Callable[[], T], instead: T) -> T:
        try:
            return read()
        except ValidationError as error:
            errors[name] = error
            return instead

    title = take(
        "title", lambda: intake.words(words.title, limit=TITLE_LIMIT, single_line=True), ""
    )
    summary = take(
        "summary",
        lambda: intake.words(words.summary, limit=SUMMARY_LIMIT, required=whole, single_line=True),
        "",
    )
    place = take(
        "place",
        lambda: intake.words(words.place, limit=120, required=False, single_line=True),
        "",
    )
    category = take("category", lambda: _category(group, words.category_id), None)
    tags = take("tags", lambda: _tags(words.tags), [])
    answers = []
    for question in group.questions.all():
        given = words.answers.get(question.key, "")
        answer = take(
            f"answer_{question.key}", lambda q=question, g=given: _answer(q, g, whole), None
        )
        if answer:
            answers.append(answer)
    if errors:
        raise ValidationError(errors)
    return CleanWords(title, summary, answers, category, tags, place)


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
