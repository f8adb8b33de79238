"""The form field of a photograph."""

from typing import Any

from django import forms

from k2k.core.commands import Refused
from k2k.core.files import photos
from k2k.core.files.pictures import Picture


class PhotoField(forms.FileField):
    """One photograph, straight from the camera; cleaned here, so that no writer waits while a picture is decoded."""

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        """The clean picture, None without one. Raises ValidationError with the sentence of what is wrong with it."""
        upload = super().clean(data, initial)
        try:
            return photos.prepare(upload) if upload else None
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused
