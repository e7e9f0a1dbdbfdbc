"""A form that is one press: it has no fields, only what the action had to say against it."""

from django import forms


class PressForm(forms.Form):
    @property
    def sentence(self) -> str:
        return " ".join(str(sentence) for sentence in self.non_field_errors())
