"""The project's own files, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
ROOMS = {
    "accounts", "activity", "comments", "communities", "config", "frontend", "ideas", "live",
    "moderation", "notifications", "search", "stewardship", "text", "voting",
}  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project or is about to, by its path from the top."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=BASE, capture_output=True, text=True, check=True).stdout
    return tuple(path for path in map(Path, listed.splitlines()) if (BASE / path).is_file())


def own(*suffixes: str) -> Iterator[Path]:
    """Files with these endings that we wrote by hand: neither vendored nor generated."""
    for path in files():
        if path.suffix in suffixes and not {"vendor", "migrations"} & set(path.parts):
            yield path


def python_of_rooms() -> Iterator[Path]:
    """What runs in production: the modules of the rooms."""
    return (path for path in own(".py") if path.parts[0] in ROOMS)


@cache
def read(path: Path) -> str:
    return (BASE / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(read(path))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(call: ast.Call) -> str:
    """The last word of what is called: `create` for `Idea.objects.create(…)`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
