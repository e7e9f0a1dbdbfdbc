"""Refusals that the doors answer with 409 and 410 instead of 400, 403 and 404."""

from typing import Any


class EditConflict(Exception):  # noqa: N818 - it is the field's word
    """Somebody saved another version meanwhile; `current` is it, so that both can be shown."""

    def __init__(self, current: Any) -> None:
        super().__init__("This was changed meanwhile.")
        self.current = current
