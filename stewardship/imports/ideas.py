"""A batch of ideas with their texts, categories, tags, official answers and index."""

import search
from accounts.models import User
from communities.models import Department, Group, Question
from ideas.actions.write import count_ideas
from ideas.models import Answer, Category, Idea, IdeaAnswer, IdeaTag, Tag, slug_of
from stewardship.imports import batches
from stewardship.imports.ready import ReadyIdea
from text.markup import RULES_VERSION

LANGUAGE_UNKNOWN = "und"
LAST_PLACE = 32_000


def put(rows: list[ReadyIdea], group: Group, question: Question, source: str) -> None:
    """Write ideas that are not there yet; the group is locked."""
    authors = batches.keys(User, source, (row.author.id for row in rows))
    categories = _categories(rows, group)
    ideas = Idea.objects.bulk_create(
        Idea(
            group=group,
            author_id=authors.get(row.author.id),
            category_id=categories.get(row.category),
            **_fields(row, source),
        )
        for row in rows
    )
    pairs = list(zip(ideas, rows, strict=True))
    IdeaAnswer.objects.bulk_create(
        IdeaAnswer(idea=idea, question=question, text=row.body.text, html=row.body.html)
        for idea, row in pairs
        if row.body.text
    )
    _tag(pairs)
    _answer(pairs, group)
    search.index_many(_entry(idea, row) for idea, row in pairs)
    count_ideas(group.pk)


def _fields(row: ReadyIdea, source: str) -> dict[str, object]:
    return {
        "source": source,
        "external_id": row.id,
        "source_url": row.url,
        "reference": row.reference,
        "origin": row.origin,
        "title": row.title,
        "slug": slug_of(row.title),
        "summary": row.summary,
        "place": row.place,
        "language": row.language or LANGUAGE_UNKNOWN,
        "status": row.status,
        "created_at": row.created_at,
        "published_at": row.published_at,
        "active_at": row.published_at,
        "withdrawn_at": row.published_at if row.withdrawn else None,
        "imported_support": row.supports,
        "imported_likes": row.likes,
        "render_version": RULES_VERSION,
    }


def _categories(rows: list[ReadyIdea], group: Group) -> dict[str, int]:
    """Categories by name, in the order of the other platform's ids."""
    wanted = {row.category: row.category_id for row in rows if row.category}
    here = dict(Category.objects.filter(group=group).values_list("name", "pk"))
    for name in [name for name in wanted if name not in here]:
        number = wanted[name]
        place = min(int(number), LAST_PLACE) if number.isdecimal() else 0
        made = Category.objects.create(group=group, name=name, place=place, external_id=number)
        here[name] = made.pk
    return here


def _tag(pairs: list[tuple[Idea, ReadyIdea]]) -> None:
    tags: dict[str, Tag] = {}
    for name in sorted({row.tag for _idea, row in pairs if row.tag}):
        tags[name] = Tag.objects.filter(name__iexact=name).first() or Tag.objects.create(name=name)
    IdeaTag.objects.bulk_create(
        IdeaTag(tag=tags[row.tag], content_object=idea) for idea, row in pairs if row.tag
    )


def _answer(pairs: list[tuple[Idea, ReadyIdea]], group: Group) -> None:
    """What the other platform's officials answered, in the name of the community as a whole."""
    answered = [(idea, row, row.answer) for idea, row in pairs if row.answer and row.answer.text]
    if not answered:
        return
    department, _ = Department.objects.get_or_create(
        community_id=group.community_id, name=group.community.name
    )
    answers = Answer.objects.bulk_create(
        Answer(
            idea=idea,
            department=department,
            text=said.text,
            html=said.html,
            status=idea.status,
            created_at=row.published_at,
        )
        for idea, row, said in answered
    )
    search.index_many(
        search.Row("answer", made.pk, group.pk, made.idea_id, "", made.text, shown=True)
        for made in answers
    )


def _entry(idea: Idea, row: ReadyIdea) -> search.Row:
    words = "\n\n".join(filter(None, [row.summary, row.body.text]))
    return search.Row("idea", idea.pk, idea.group_id, idea.pk, idea.title, words, shown=True)
