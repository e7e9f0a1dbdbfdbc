"""What must happen in one place happens there: HTML is made safe in text, rows are written by
actions, the environment is read by config."""

import ast
import re
from pathlib import Path

from tests.architecture import source

# A template or module that may show HTML as it is, and why that HTML is safe.
SHOWS_HTML: dict[str, str] = {
    "frontend/templates/components/_words.html": "what text.markup rendered when it was written",
}

# A module outside of the actions that may write rows, and why.
WRITES: dict[str, str] = {
    "accounts/models.py": "how an account is made, for allauth and for commands",
    "accounts/signup.py": "the name is kept with the account that allauth makes",
    "live/epoch.py": "a new epoch of the log is no act of a person",
    "voting/orders.py": "the keys of the fair shuffle, written by the sweep",
    "activity": "the log, the limits and the keys are what actions write with",
    "config": "commands and the backend of the database",
    "search": "the index is what actions write with",
    "stewardship": "what touches many rooms at once",
}
# A view that answers a form without its token, and what the right to do so is instead.
CSRF_EXEMPT: dict[str, str] = {
    "frontend/views/mail.py": "RFC 8058: mail programs post to the unguessable link of a mail",
}
WRITING_CALLS = {
    "bulk_create", "bulk_update", "create", "delete", "get_or_create", "save", "update",
    "update_or_create", "acreate", "adelete", "asave", "aupdate",
}  # fmt: skip

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|<style|\sstyle=|\son[a-z]+="
)
UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")


def test_no_template_shows_unescaped_text() -> None:
    assert not [hit for hit in found_in_templates(UNESCAPED) if hit[0] not in SHOWS_HTML]


def test_no_template_has_inline_script_or_style() -> None:
    assert not found_in_templates(INLINE)


def found_in_templates(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    return [
        (str(path), hit)
        for path in source.own(".html")
        for hit in pattern.findall(source.read(path))
    ]


def test_only_literals_are_marked_safe() -> None:
    found = [
        f"{path}:{call.lineno}"
        for path in source.python_of_rooms()
        for call in source.calls(path)
        if source.called(call) in {"mark_safe", "SafeString"}
        and not all(isinstance(argument, ast.Constant) for argument in call.args)
        and str(path) not in SHOWS_HTML
    ]
    assert not found


def test_only_a_mails_link_is_exempt_from_csrf_and_no_query_is_written_by_hand_in_the_orm() -> None:
    forbidden = {"csrf_exempt", "extra", "raw", "RawSQL"}
    names = [
        f"{path}:{node.lineno}"
        for path in source.python_of_rooms()
        for node in ast.walk(source.tree(path))
        if (
            isinstance(node, ast.Name) and node.id == "csrf_exempt" and str(path) not in CSRF_EXEMPT
        )
        or (isinstance(node, ast.Call) and source.called(node) in forbidden)
    ]
    assert not names


def test_rows_are_written_by_actions_alone() -> None:
    found = [
        f"{path}:{call.lineno} {source.called(call)}"
        for path in source.python_of_rooms()
        if not may_write(path)
        for call in source.calls(path)
        if is_write(call)
    ]
    assert not found


def test_only_config_reads_the_environment() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in source.python_of_rooms()
        if path.parts[0] != "config"
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
    ]
    assert not found


def test_no_name_on_a_list_of_exceptions_is_out_of_date() -> None:
    missing = [
        name for name in SHOWS_HTML | WRITES | CSRF_EXEMPT if not (source.BASE / name).exists()
    ]
    assert not missing


def may_write(path: Path) -> bool:
    inside = {"actions", "actions.py", "migrations"} & set(path.parts)
    return bool(inside) or path.parts[0] in WRITES or str(path) in WRITES


def is_write(call: ast.Call) -> bool:
    """Whether the call looks like one that writes rows; a dict's `update` takes a dict."""
    if not isinstance(call.func, ast.Attribute) or source.called(call) not in WRITING_CALLS:
        return False
    if source.called(call) in {"update", "delete"} and call.args:
        return False
    return not is_super(call.func.value) and not is_cache(call.func.value)


def is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and source.called(node) == "super"


def is_cache(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"cache", "pieces"}
