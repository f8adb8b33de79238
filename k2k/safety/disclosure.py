"""A disclosure is met before anything is stored or queued: a calm page comes instead of the form's own answer.

Every form that a view tries with `pages.attempt` passes here before its command runs, whoever fills it in. Nothing of
its words is kept, counted or logged. Who sends it as it is, or without these words, goes on.
"""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from k2k.core.pages import NEVER_SHOWN, Instead
from k2k.safety import phrases, queries

SCRIPT = "safety/met.js"
#: Says that the page was met and the writer goes on as it is written.
MET = "met"


def for_script() -> dict[str, str]:
    """Where the phone finds the same check, and the page that comes instead of keeping such words."""
    return {"met_script": SCRIPT, "met_url": reverse("safety:help")}


def meets(form: Form) -> None:
    """Raises Instead where the form tells of violence, unless its writer was asked already."""
    if form.data.get(MET) or getattr(form, "meets_itself", False):
        return
    told = [
        form.add_prefix(name)
        for name, value in form.cleaned_data.items()
        if isinstance(value, str) and phrases.meets(value)
    ]
    if told:
        raise Instead(lambda request: calm(request, told))


def calm(request: HttpRequest, told: list[str]) -> HttpResponse:
    """What she can do now, whom she can telephone, and how the form goes on. Nothing of it is kept by a browser."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    kept = [(name, value) for name, value in sent if name not in NEVER_SHOWN | {MET}]
    hidden_too = [(name, request.POST[name]) for name in ("client_id", "form_token") if name in request.POST]
    context = {
        "help_lines": queries.lines(),
        "as_is": kept + hidden_too,
        "without": [(name, "" if name in told else value) for name, value in kept] + hidden_too,
        "again": request.path,
        "has_file": bool(request.FILES),
        "form_token": "form_token" in request.POST,
    }
    response = render(request, "safety/met.html", context)
    response["Cache-Control"] = "no-store"
    return response
