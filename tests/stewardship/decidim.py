"""Small files in the columns of Decidim's open data, and what bringing one in takes."""

import csv
import gzip
import io
from pathlib import Path
from typing import Any

from stewardship.imports.plan import Plan, prepare
from stewardship.imports.run import Outcome, import_city
from stewardship.imports.setting import Target

SITE = "https://voices.example/ideas/"
PROPOSAL = {
    "id": "1",
    "author/id": "7",
    "author/name": "Noor",
    "author/url": "",
    "category/id": "3",
    "category/name/ca": "Streets",
    "subcategory/name/ca": "Benches",
    "scope/name/ca": "Harbour",
    "title/ca": "Benches by the water",
    "body/ca": "People would like to sit down.",
    "state": "accepted",
    "reference": "V-1",
    "answer": "",
    "votes": "12",
    "endorsements/total_count": "4",
    "comments": "",
    "origin": "citizen",
    "created_at": "2016-02-01 10:00:00 UTC",
    "published_at": "2016-02-02 10:00:00 UTC",
    "url": f"{SITE}1",
}
COMMENT = {
    "id": "1",
    "created_at": "2016-03-01 10:00:00 UTC",
    "body": "<p>Yes, please.</p>",
    "locale": "ca",
    "author/id": "8",
    "author/name": "Iris",
    "alignment": "1",
    "depth": "",
    "commentable_id": "1",
    "commentable_type": "Decidim::Proposals::Proposal",
    "root_commentable_url": f"{SITE}1",
    "up_votes": "5",
    "down_votes": "2",
}
NOBODY = {"author/id": "", "author/name": ""}


def proposal(number: int = 1, **rest: Any) -> dict[str, str]:
    own = {
        "id": str(number),
        "url": f"{SITE}{number}",
        "title/ca": f"Benches by the water {number}",
    }
    return PROPOSAL | own | {key.replace("__", "/"): str(value) for key, value in rest.items()}


def comment(number: int = 1, *, on: int = 1, **rest: Any) -> dict[str, str]:
    own = {"id": str(number), "commentable_id": str(on), "root_commentable_url": f"{SITE}{on}"}
    return COMMENT | own | {key.replace("__", "/"): str(value) for key, value in rest.items()}


def reply(number: int, *, to: int, on: int = 1, **rest: Any) -> dict[str, str]:
    below = {"commentable_id": str(to), "commentable_type": "Decidim::Comments::Comment"}
    return comment(number, on=on, alignment="") | below | {k: str(v) for k, v in rest.items()}


def sheet(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write rows as a file; gzip where the name says so."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def plan(folder: Path, proposals: list[dict[str, str]], comments: list[dict[str, str]]) -> Plan:
    second = sheet(folder / "comments.csv", comments) if comments else None
    return prepare(sheet(folder / "proposals.csv", proposals), second, silent)


def bring(
    folder: Path,
    proposals: list[dict[str, str]],
    comments: list[dict[str, str]] | None = None,
    *,
    group: str = "voices",
    **rest: Any,
) -> Outcome:
    """Import these rows into a group."""
    return import_city(
        plan=plan(folder, proposals, comments or []),
        target=Target(group),
        progress=rest.pop("progress", silent),
        **rest,
    )


def silent(what: str, done: int, total: int) -> None:
    """A progress that nobody watches."""
