"""Ready sets of questions a group can ask of every idea."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Ask:
    key: str
    label: str | Promise
    help: str | Promise = ""
    required: bool = True


SETS: dict[str, tuple[Ask, ...]] = {
    "service_improvement": (
        Ask("problem", _("What problem does it solve?"), _("Who meets it, and how often?")),
        Ask(
            "solution",
            _("What is your solution, and who does it apply to?"),
            _("Say it so that a colleague could begin tomorrow."),
        ),
        Ask("impact", _("What is the anticipated impact?"), _("How would one notice?"), False),
    ),
    "open": (Ask("description", _("Describe your idea"), _("What should change, and why?")),),
    "plain_words": (
        Ask("text_now", _("Which text is hard to understand?"), _("Name the letter or page.")),
        Ask("text_better", _("How would you say it?")),
    ),
}


def names() -> list[str]:
    return list(SETS)
