"""The dry pass: both files read whole, checked, cleaned and rendered before anything is written."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from stewardship.imports import decidim, ready, threads
from stewardship.imports.decidim import Author, Proposal, Remark
from stewardship.imports.reading import FileError, Row, RowError, Sheet
from stewardship.imports.ready import Place, ReadyComment, ReadyIdea
from stewardship.imports.report import Report

ID_SHOWN = 64

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Person:
    id: str
    name: str
    since: datetime


@dataclass
class Plan:
    """Everything that will stand in the database when the import is whole."""

    host: str = ""
    ideas: list[ReadyIdea] = field(default_factory=list)
    comments: list[ReadyComment] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    report: Report = field(default_factory=Report)

    @property
    def source(self) -> str:
        """The name under which ids of this platform are unique."""
        return f"decidim:{self.host}"[:80]


def prepare(proposals: Path, comments: Path | None, progress: Progress) -> Plan:
    """Read and check both files. Raises FileError; rows that are refused are in the report."""
    plan = Plan()
    rows = _proposals(Sheet(proposals, decidim.PROPOSAL_COLUMNS), plan)
    progress("checked ideas", len(plan.ideas), len(plan.ideas))
    if comments:
        _comments(Sheet(comments, decidim.COMMENT_COLUMNS), plan, rows)
        progress("checked contributions", len(plan.comments), len(plan.comments))
        _compare_counts(plan, rows, proposals.name)
    if not plan.ideas:
        raise FileError(f"{proposals} holds no proposal that can be imported.")
    return plan


def _proposals(sheet: Sheet, plan: Plan) -> dict[str, Proposal]:
    kept: dict[str, Proposal] = {}
    for row, place in _placed(sheet, plan.report, decidim.READ_OF_PROPOSALS):
        try:
            proposal = decidim.proposal(row)
            _refuse_twice(proposal.id, kept)
            _refuse_other_host(proposal, plan)
            idea = ready.idea(proposal, place)
        except RowError as refusal:
            place.refused(str(refusal))
            continue
        kept[proposal.id] = proposal
        plan.ideas.append(idea)
        _meet(plan, idea.author, idea.created_at, place)
    return kept


def _comments(sheet: Sheet, plan: Plan, proposals: dict[str, Proposal]) -> None:
    remarks: dict[str, Remark] = {}
    made: dict[str, tuple[ReadyComment, Place]] = {}
    for row, place in _placed(sheet, plan.report, decidim.READ_OF_COMMENTS):
        try:
            remark = decidim.remark(row)
            _refuse_twice(remark.id, remarks)
            made[remark.id] = ready.comment(remark, place), place
        except RowError as refusal:
            place.refused(str(refusal))
            continue
        remarks[remark.id] = remark
    urls = {proposal.url: proposal.id for proposal in proposals.values()}
    spots = threads.spots(remarks, urls, set(proposals))
    for key, (comment, place) in made.items():
        if key not in spots:
            place.refused("its proposal is not among those imported")
            continue
        ready.stand(comment, spots[key], remarks[key], place)
        plan.comments.append(comment)
        _meet(plan, comment.author, comment.created_at, place)
    plan.comments.sort(key=lambda comment: comment.depth)


def _refuse_twice(key: str, seen: Mapping[str, Proposal | Remark]) -> None:
    if key in seen:
        raise RowError(f"the id stands in line {seen[key].line} already")


def _refuse_other_host(proposal: Proposal, plan: Plan) -> None:
    """Ids are unique on one platform only, which the first row names."""
    plan.host = plan.host or proposal.host
    if proposal.host != plan.host:
        raise RowError(f"it comes from {proposal.host} and the file from {plan.host}")


def _placed(sheet: Sheet, report: Report, read: set[str]) -> Iterator[tuple[Row, Place]]:
    """Every row with its place in the report; columns that hold something unread are noted."""
    unread: list[str] | None = None
    for row in sheet.rows():
        key = row.cells.get("id", "").strip()
        yield row, Place(report, sheet.name, row.line, key if len(key) <= ID_SHOWN else "")
        if unread is None:
            unread = decidim.unread(sheet.columns, read)
        for column in [name for name in unread if row.cells.get(name, "").strip()]:
            unread.remove(column)
            report.noted(sheet.name, 1, "", f"the column {column} is not kept")


def _meet(plan: Plan, author: Author, moment: datetime, place: Place) -> None:
    """Keep the first name under which somebody comes, and the earliest moment."""
    if not author.id:
        return
    person = plan.people.setdefault(author.id, Person(author.id, author.name, moment))
    person.since = min(person.since, moment)
    if person.name != author.name:
        place.changed(f"author/name: {author.id} has another name in an earlier row, which is kept")


def _compare_counts(plan: Plan, rows: dict[str, Proposal], file: str) -> None:
    """The other platform's own count of contributions shows what the file of them lacks."""
    came = Counter(comment.idea for comment in plan.comments)
    for row in rows.values():
        if row.comments is not None and row.comments != came[row.id]:
            reason = f"comments: the file counts {row.comments}, and {came[row.id]} came"
            plan.report.noted(file, row.line, row.id, reason)
