"""What is long is hard to read: no file over 300 lines, no function over 40."""

from tests.architecture import source

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


def test_no_file_is_over_300_lines() -> None:
    long = {
        str(path): lines
        for path in source.own(".py", ".html", ".js", ".css")
        if (lines := source.read(path).count("\n")) > LINES_OF_A_FILE
    }
    assert not long


def test_no_function_is_over_40_lines() -> None:
    long = {
        f"{path}:{function.lineno} {function.name}": lines
        for path in source.own(".py")
        for function in source.functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert not long


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "helpers", "services", "mixins", "common", "misc"}
    assert not [path for path in source.own(".py") if drawers & {path.stem, *path.parts}]
