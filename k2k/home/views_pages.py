"""Pages that explain: about, help, privacy, genuine links, search, status."""

from urllib.parse import urlparse

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from k2k.core import ids, retention, search
from k2k.core.ops import checks
from k2k.places import queries as places


def about(request: HttpRequest) -> HttpResponse:
    """Tentang Kita: what this is, where it comes from, what we hold to."""
    blocks = [("K", 10, 1.0), ("2", 12, 0.6), ("K", 10, 0.8)]
    return render(request, "home/about.html", {"blocks": blocks})


def help_page(request: HttpRequest) -> HttpResponse:
    """How to get help, and answers to what people ask."""
    return render(request, "home/help.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, for how long, who answers for it."""
    return render(request, "home/privacy.html", {"rows": retention.table(), "dpo": settings.DPO})


def genuine(request: HttpRequest) -> HttpResponse:
    """Whether a link or a label code that somebody was given is ours."""
    given = request.GET.get("q", "").strip()[:300]
    return render(request, "home/genuine.html", {"given": given, "verdict": _judge(given) if given else None})


def _judge(given: str) -> dict:
    ours = urlparse(settings.URL).netloc.lower()
    try:
        link = urlparse(given if "//" in given else f"//{given}")
    except ValueError:
        link = urlparse("")
    if link.scheme in ("", "http", "https") and link.netloc.lower() == ours:
        return {"ok": True, "sentence": _("Yes, this link is ours.")}
    if not {".", "/", ":"} & set(given):
        return _judge_code(given)
    return {"ok": False, "sentence": _("No, this link is not ours. Do not open it and do not type anything into it.")}


def _judge_code(given: str) -> dict:
    try:
        node = places.by_code(ids.clean_code(given))
    except ValueError:
        node = None
    if node is None:
        return {"ok": False, "sentence": _("No label of ours has this code. Check each letter, or ask the office.")}
    return {"ok": True, "sentence": _("Yes, this is our label: %(place)s.") % {"place": places.label(node)}}


def find(request: HttpRequest) -> HttpResponse:
    """Search over what this person may see."""
    words = request.GET.get("q", "").strip()[:120]
    found = search.find(words, request.actor, request.at) if words else []
    return render(request, "home/search.html", {"words": words, "found": found})


#: What each check of the machine is called on the page.
PARTS = {
    "database": _noop("Reports and promises are kept"),
    "migrations": _noop("The latest version is in place"),
    "guards": _noop("Money, promises and the trail are guarded"),
    "worker": _noop("Messages are going out"),
    "disk": _noop("There is room for photographs"),
}


def status(request: HttpRequest) -> HttpResponse:
    """Whether the system works right now, in words; the operator's own sentences stay with `k2k doctor`."""
    found = [(_(PARTS[each.name]), each.level != checks.FAIL) for each in checks.run(checks.QUICK)]
    return render(request, "home/status.html", {"parts": found, "well": all(ok for _label, ok in found)})
