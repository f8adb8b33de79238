from django.urls import path

from k2k.core import pages, voices
from k2k.core.accounts import views as accounts
from k2k.core.notify import views as notify
from k2k.core.ops.health import healthz

app_name = "core"
urlpatterns = [
    path("bahasa/<slug:code>/", pages.language, name="language"),
    path("huruf/<int:step>/", pages.size, name="size"),
    path("csrf/", pages.csrf, name="csrf"),
    path("tidak-berhantar/", pages.queue, name="queue"),
    path("luar-talian/", pages.offline, name="offline"),
    path("sw.js", pages.service_worker, name="sw"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
    path("suara/<slug:language>/<str:name>", voices.voice, name="voice"),
    path("healthz", healthz, name="healthz"),
    path("akaun/emel/", accounts.email, name="email"),
    path("telefon/", notify.phones, name="phones"),
    path("telefon/beritahu/", notify.tell, name="tell_phone"),
    path("telefon/henti/", notify.forget, name="forget_phone"),
    path("keluar/", pages.sign_out, name="signout"),
]
