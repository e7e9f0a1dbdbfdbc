"""What became of the rows: every one that was changed or refused, with its line and the reason."""

import csv
import json
from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import IO, Literal

from stewardship.imports.reading import FileError

Outcome = Literal["changed", "refused", "noted"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`changed`: imported otherwise than it stood. `refused`: left out. `noted`: worth knowing."""

    file: str
    line: int
    id: str
    outcome: Outcome
    reason: str


@dataclass
class Report:
    findings: list[Finding] = field(default_factory=list)

    def changed(self, file: str, line: int, key: str, reason: str) -> None:
        self.findings.append(Finding(file, line, key, "changed", reason))

    def refused(self, file: str, line: int, key: str, reason: str) -> None:
        self.findings.append(Finding(file, line, key, "refused", reason))

    def noted(self, file: str, line: int, key: str, reason: str) -> None:
        self.findings.append(Finding(file, line, key, "noted", reason))

    def rows(self) -> Counter[str]:
        """How many rows there are of each outcome; a row changed in two ways is one row."""
        return Counter(o for _, _, o in {(f.file, f.line, f.outcome) for f in self.findings})

    def of(self, outcome: Outcome) -> list[Finding]:
        return [finding for finding in self.findings if finding.outcome == outcome]

    def write(self, path: Path) -> None:
        """Keep it as CSV, or as JSON lines where the name ends in .jsonl; whole or not at all."""
        partial = path.with_name(path.name + ".part")
        try:
            with partial.open("w", encoding="utf-8", newline="") as file:
                _write_lines(self.findings, file, as_json=path.suffix in {".json", ".jsonl"})
            partial.replace(path)
        except OSError as error:
            raise FileError(f"The report {path} cannot be written: {error.strerror}.") from error


def _write_lines(findings: list[Finding], file: IO[str], *, as_json: bool) -> None:
    rows = [asdict(f) for f in sorted(findings, key=lambda f: (f.file, f.line))]
    if as_json:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return
    writer = csv.DictWriter(file, [column.name for column in fields(Finding)])
    writer.writeheader()
    writer.writerows(rows)
