"""Notices: read by everybody, put up and taken down by who speaks for a body."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.bodies import commands, forms, queries
from k2k.bodies.models import Notice
from k2k.bodies.views import form_page, site_for
from k2k.core import clock, pages
from k2k.places import queries as places

#: A site with more notices than this reads none of them.
MOST = 60


def _notice(request: HttpRequest, code: str, verb: str = "") -> Notice:
    found = queries.notice_by_code(code)
    if found is None or (verb and not request.actor.may(verb, found.node)):
        raise Http404
    request.site = found.site
    return found


@require_safe
def notices(request: HttpRequest, code: str) -> HttpResponse:
    """What is up at this site now."""
    site = site_for(request, code)
    up = queries.notices(site, request.at)[:MOST]
    rows = [(one, places.label(one.node) if one.node_id != site.pk else "") for one in up]
    may_publish = request.actor.may("bodies.publish_notice", site)
    return render(request, "bodies/notices.html", {"notices": rows, "may_publish": may_publish})


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """One notice; when it is over or was taken down, the page says so."""
    found = _notice(request, code)
    context = {
        "notice": found,
        "over": found.until <= clock.today(request.at),
        "may_withdraw": queries.may_take_down(request.actor, found, request.at),
    }
    return render(request, "bodies/notice.html", context)


@pages.read_write
def publish_notice(request: HttpRequest, code: str) -> HttpResponse:
    """Put up a notice for the site or one block."""
    site, day = site_for(request, code, "bodies.publish_notice"), clock.today(request.at)
    mine = queries.bodies_of(request.actor, request.at)
    if request.actor.holds({"operator"}, site):
        mine = list(dict.fromkeys([*mine, *queries.desk(site, day)]))
    form = forms.NoticeForm(request.POST or None, site=site, bodies=mine, day=day)
    done = reverse("bodies:notices", args=[site.code])

    def call():
        return commands.publish_notice(request.actor, **form.given(), client_id=pages.client_id(request))

    words = {"title": _("New notice"), "action": _("Put it up")}
    return form_page(request, form, call, done, said=_("The notice is up."), back=(done, _("Notices")), **words)


@require_POST
def withdraw_notice(request: HttpRequest, code: str) -> HttpResponse:
    """Take a notice down."""
    found = _notice(request, code, "bodies.withdraw_notice")
    commands.withdraw_notice(request.actor, notice=found, client_id=pages.client_id(request))
    messages.success(request, _("The notice was taken down."))
    return pages.go("bodies:notice", found.code)
