"""Adds up the JUnit reports of a folder and says it in one line, the last of a run."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def main(folder: str) -> None:
    total = failed = skipped = 0
    for report in sorted(Path(folder).glob("*.xml")):
        for suite in ET.parse(report).getroot().iter("testsuite"):
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
    sys.stdout.write(f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped\n")


if __name__ == "__main__":
    main(sys.argv[1])
