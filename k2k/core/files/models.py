"""One row for each use of a photograph; rows with the same picture share its bytes on the shelf."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from k2k.core.files import shelf
from k2k.core.ids import new_code


class StoredFile(models.Model):
    """A stored photograph: whose it is, where it belongs, who may see it and until when it is kept."""

    code = models.CharField(max_length=40, unique=True, default=new_code, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True, help_text="of the kept JPEG; empty once erased")
    size = models.PositiveIntegerField(help_text="bytes of the kept JPEG")
    mime = models.CharField(max_length=40, default="image/jpeg")
    width = models.PositiveIntegerField(help_text="pixels")
    height = models.PositiveIntegerField(help_text="pixels")
    node = models.ForeignKey("core.Node", models.PROTECT, related_name="+")
    site = models.ForeignKey("core.Node", models.PROTECT, related_name="+", null=True, editable=False)
    owner = models.CharField(max_length=40, help_text='key of the actor who sent it: "card:7"')
    cleared = models.BooleanField(default=False, help_text="somebody looked: no face, no name, everyone may see it")
    cleared_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="first local day on which it is no longer kept")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="the bytes are gone, the row is a tombstone")
    created_at = models.DateTimeField()

    class Meta:
        app_label = "core"
        indexes = [
            models.Index(fields=["owner"], name="core_file_owner"),
            models.Index(fields=["expires_on"], name="core_file_expires", condition=Q(expires_on__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="core_file_cleared_has_time", condition=Q(cleared=False) | Q(cleared_at__isnull=False)
            ),
            models.CheckConstraint(
                name="core_file_erased_is_empty",
                condition=Q(erased_at__isnull=True) | Q(sha256="", size=0, cleared=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """The soft reference used in trail lines."""
        return f"core.file:{self.pk}"

    @property
    def url(self) -> str:
        """Address of the picture (longest side 1600 px)."""
        return reverse("files:photo", args=[self.code, shelf.LARGE])

    @property
    def thumb_url(self) -> str:
        """Address of the small picture (longest side 480 px)."""
        return reverse("files:photo", args=[self.code, shelf.SMALL])
