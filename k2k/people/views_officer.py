"""The data protection officer answers requests of persons who come with the number on their page."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from k2k.core import pages
from k2k.people import commands, queries
from k2k.people.views_mine import as_file


class NumberForm(forms.Form):
    """The number somebody has with us."""

    code = forms.CharField(label=_("Number of the person"), max_length=16, widget=forms.TextInput({"class": "code-in"}))


def subject(request: HttpRequest) -> HttpResponse:
    """Type the number; then give the person their data, or erase them."""
    if not request.actor.holds({"dpo"}):
        raise Http404
    form = NumberForm(pages.posted(request))
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            code = form.cleaned_data["code"].strip().upper()
            found = queries.person(request.actor, code, "people.export_person")
        except Http404:
            form.add_error("code", _("Nobody here has this number."))
    if found and request.POST.get("do") == "export":
        return as_file(commands.export_person(request.actor, person=found), found)
    if found and request.POST.get("do") == "erase":
        commands.erase_person(request.actor, person=found, client_id=pages.client_id(request))
        return pages.go("people:erased")
    return render(request, "people/subject.html", {"form": form, "person": found})
