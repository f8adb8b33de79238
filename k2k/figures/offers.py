"""What figures put on pages of other apps."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core.nodes import Node


def tile(site: Node, at: datetime) -> dict:
    """The numbers of a perumahan, on its front. No statement."""
    return {
        "icon": "chart",
        "title": _("Numbers"),
        "text": _("What was reported, done and confirmed, and how it is counted"),
        "url": reverse("figures:site", args=[site.code]),
        "order": 47,
    }
