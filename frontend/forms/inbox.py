"""The small forms about being told: what is read, and which mails come."""

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 2**63 - 1


class UpToForm(forms.Form):
    """The newest row that was on the page."""

    up_to = forms.IntegerField(min_value=1, max_value=LARGEST)


class MailForm(forms.Form):
    at_once = forms.BooleanField(
        label=_("A mail at once"),
        help_text=_("When an idea you follow is answered, or something is decided on your words."),
        required=False,
    )
    daily = forms.BooleanField(
        label=_("One mail a day"),
        help_text=_("In the morning, with everything else: replies, new contributions, edits."),
        required=False,
    )
