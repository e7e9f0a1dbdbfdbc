"""Says at the end of a run what ran, what did not, and why."""

from collections import Counter

import pytest

from tests import profile

LEFT_OUT = {
    "e2e": "browser tests: make test-e2e",
    "slow": "long forms: make test-full",
}


def pytest_report_header() -> str:
    return f"profile: {profile.name()}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures by room, then every reason for which something did not run."""
    stats, write = terminalreporter.stats, terminalreporter.write_line
    terminalreporter.section(f"what ran, on {profile.name()}")
    ran = [report for key in ("passed", "failed") for report in stats.get(key, ())]
    for room, count in sorted(Counter(room_of(report.nodeid) for report in ran).items()):
        write(f"{count:6} {room}")
    skipped = Counter(reason_of(report) for report in stats.get("skipped", ()))
    for reason, count in skipped.most_common():
        write(f"{count:6} skipped: {reason}")
    for line in left_out(terminalreporter.config.getoption("markexpr")):
        write(f"       not run: {line}")


def room_of(node: str) -> str:
    """`tests/ideas/test_x.py::test_y` belongs to `ideas`."""
    parts = node.partition("::")[0].split("/")
    return parts[1] if len(parts) > 2 else "the house"


def reason_of(report: pytest.TestReport) -> str:
    """The sentence given to `skip`, without the word that pytest puts before it."""
    detail = report.longrepr
    reason = detail[2] if isinstance(detail, tuple) else str(detail)
    return reason.removeprefix("Skipped: ")


def left_out(expression: str) -> list[str]:
    """What the marker expression keeps out, with the command that runs it."""
    return [how for marker, how in LEFT_OUT.items() if f"not {marker}" in expression]
