"""The real data beside the project: read where it lies, never copied into it."""

from pathlib import Path

import pytest
from django.conf import settings

SHARED = Path(settings.BASE_DIR).parent / "shared"
DATA = SHARED / "data"


def path(name: str) -> Path:
    """A file or folder of the data, such as `barcelona-2016`.

    Without the data folder the test is skipped; a folder that lacks the file fails it, so that
    a test never passes for want of its data.
    """
    if not DATA.is_dir():
        pytest.skip("the folder shared/data is not beside the project")
    found = DATA / name
    if not found.exists():
        pytest.fail(f"shared/data is there and {name} is missing from it")
    return found
