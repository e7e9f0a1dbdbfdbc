"""What a person may change about their own account, beside what allauth does."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from activity.log import writing
from text import intake


def change_profile(*, person: User, display_name: str, language: str) -> User:
    """Change the name others see and the language of pages and mails."""
    name = intake.words(display_name, limit=80, single_line=True)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Choose one of the languages offered.")})
    with writing():
        fresh = User.objects.select_for_update().get(pk=person.pk)
        fresh.display_name, fresh.language = name, language
        fresh.save(update_fields=["display_name", "language"])
    return fresh
