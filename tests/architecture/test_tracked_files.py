"""What we hand out names no machine, no package host, and nothing other than what it says."""

import base64
import hashlib
import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.architecture import source

LOCKS = ("requirements.lock", "requirements-dev.lock")
ELSEWHERE = re.compile(
    r"/(?:home|Users)/\w+|/roo[t]/|/wor[k]/(?:main|shared)|/tmp/f[m]\b|\.pyen[v]/versions"
    r"|farm.studi[o]|\.librar[y]/"
)
PACKAGE_HOSTS = re.compile(r"py(?:pi|thonhosted)\.org/|registry\.npmj(?:s)|deb\.debian\.o(?:rg)")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_pins_everything_by_hash(lock: str) -> None:
    text = source.read(Path(lock))
    assert not re.findall(r"://|index-url|find-links|trusted-host|file:|^#", text, re.MULTILINE)
    pinned = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert pinned
    assert all(re.match(r"[\w.\[\],-]+==\S+ .*\\$", line) for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)


def test_both_locks_agree() -> None:
    runtime, everything = (dict(re.findall(PIN, source.read(Path(lock)))) for lock in LOCKS)
    assert runtime.items() <= everything.items()


PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", re.MULTILINE)


def test_no_tracked_file_knows_this_machine_or_a_package_host() -> None:
    found = {
        f"{path}: {hit[0]}"
        for path in text_files()
        for pattern in (ELSEWHERE, PACKAGE_HOSTS, own_places())
        if (hit := pattern.search(source.read(path)))
    }
    assert not found


def text_files() -> list[Path]:
    skipped = {".png", ".webp", ".ico", ".gz", ".woff2", ".jpg"}
    return [
        path
        for path in source.files()
        if path.suffix not in skipped and not {"vendor"} & set(path.parts)
    ]


def own_places() -> re.Pattern[str]:
    """Where this checkout lies and where its packages come from, whatever machine this is."""
    places = {str(source.BASE), *package_hosts()}
    return re.compile("|".join(map(re.escape, sorted(places))))


def package_hosts() -> set[str]:
    told = [value for name, value in os.environ.items() if re.search("INDEX|PROXY|LINKS", name)]
    configs = (Path.home() / ".config/pip/pip.conf", Path("/etc/pip.conf"))
    told += [path.read_text() for path in configs if path.is_file()]
    urls = re.findall(r"https?://\S+", "\n".join(told))
    hosts = {urlsplit(url).hostname or "" for url in urls}
    return hosts - {"", "localhost", "127.0.0.1", "::1"}


STATIC = Path("frontend/static")
MANIFEST = STATIC / "vendor" / "manifest.json"


def test_every_vendored_file_is_the_one_its_manifest_names() -> None:
    entries = {STATIC / entry["file"]: entry for entry in json.loads(source.read(MANIFEST))}
    present = {path for path in source.files() if path.parent == MANIFEST.parent} - {MANIFEST}
    assert present <= set(entries)
    for path, entry in entries.items():
        assert entry["name"]
        assert entry["version"]
        assert entry["licence"]
        assert entry["sha384"] == digest(path), path


def digest(path: Path) -> str:
    hashed = hashlib.sha384((source.BASE / path).read_bytes())
    return base64.b64encode(hashed.digest()).decode()
