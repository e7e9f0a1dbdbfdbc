"""What Folkmoot stands on: new enough versions, a migration for every model, documented choices."""

import re
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import django
import pytest
from django.core.management import call_command

from tests.architecture import source

PROJECT = tomllib.loads((source.BASE / "pyproject.toml").read_text())


def needed() -> list[str]:
    groups = PROJECT["dependency-groups"].values()
    lines = [*PROJECT["project"]["dependencies"], *(line for group in groups for line in group)]
    return [re.split(r"[\[~=<>; ]", line)[0].lower() for line in lines]


def test_python_django_and_sqlite_are_new_enough() -> None:
    assert sys.version_info >= (3, 12)
    assert django.VERSION >= (6, 1, 2), "fetch modes batch wrongly before 6.1.2"
    assert sqlite3.sqlite_version_info >= (3, 37)


@pytest.mark.django_db
def test_no_model_lacks_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", needed())
def test_every_dependency_says_what_it_is_for(name: str) -> None:
    documented = source.read(Path("docs/dependencies.md")).lower()
    assert re.search(rf"^\| `{re.escape(name)}`", documented, re.MULTILINE)


@pytest.mark.parametrize("name", needed())
def test_every_dependency_is_in_the_lock(name: str) -> None:
    lock = source.read(Path("requirements-dev.lock"))
    assert re.search(rf"^{re.escape(name)}(\[.*\])?==", lock, re.MULTILINE | re.IGNORECASE)


def make(*words: str) -> str:
    return subprocess.run(
        ["make", "-n", "-B", *words], cwd=source.BASE, capture_output=True, text=True, check=True
    ).stdout


def test_the_environment_is_made_from_hashes_and_names_no_host() -> None:
    recipe = make("env")
    assert "--require-hashes" in recipe
    assert "://" not in recipe
    assert "index" not in recipe


def test_make_asks_kindly_for_a_newer_python() -> None:
    text = source.read(Path("Makefile"))
    assert "Folkmoot needs Python 3.12 or newer" in text
    assert "apt install python3-venv" in text


def test_the_suite_says_when_it_did_not_run_on_the_servers() -> None:
    assert "Not run on PostgreSQL and Redis" in make("test", "SERVERS=")
    assert "servers.xml" in make("test", "SERVERS=x", "REPORTS=r")


@pytest.mark.parametrize("target", ["demo", "test", "check", "screenshots", "bench-import"])
def test_what_make_promises_it_has(target: str) -> None:
    assert make(target)
    assert f"make {target}" in make("help")
