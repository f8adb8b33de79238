"""Every address of the house: the ground's, the staff's sign-in, then each app's own."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

handler400 = "k2k.core.unread.bad_request"
handler404 = "k2k.core.pages.not_found"
handler500 = "k2k.core.unread.failed"

urlpatterns = [
    path("", include("k2k.core.urls")),
    path("", include("k2k.core.accounts.urls")),
    path("gambar/", include("k2k.core.files.urls")),
    *[path("", include(f"k2k.{app}.urls")) for app in settings.APPS if app != "core" and find_spec(f"k2k.{app}.urls")],
]
