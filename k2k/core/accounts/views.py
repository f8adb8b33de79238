"""Signed links, the page where a password is chosen, and the door to what is closed."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core import pages, registry
from k2k.core.accounts import commands, links
from k2k.core.accounts.adapter import CodesAdapter
from k2k.core.accounts.forms import ChoosePassword, MyEmail
from k2k.core.actors import Actor
from k2k.core.commands import Refused
from k2k.core.secret import secret_path


def closed(request: HttpRequest, **_kept) -> HttpResponse:
    """An address of allauth's that is not used here. Raises Http404."""
    raise Http404


@secret_path
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a signed link. A GET uses nothing up."""
    link = links.find(token)
    page = registry.get("link_purpose", link.purpose) if link else None
    trouble = link.trouble(request.at) if link else ""
    if page is None or trouble:
        return render(request, "core/link_closed.html", _why(trouble), status=410 if trouble else 404)
    return page(request, link, links.actor_of(link).on_device(request.device))


def _why(trouble: str) -> dict[str, str]:
    sentences = {
        "": _("This link is not complete, or was changed on the way."),
        "expired": _("The time of this link is over."),
        "used": _("This link has been used already."),
        "revoked": _("This link was taken back, or a newer one was sent."),
    }
    return {"sentence": sentences[trouble], "unknown": not trouble}


@login_required
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a passkey away, unless it is the last that stands beside the password. Raises Http404 for another's."""
    mine = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
    if not CodesAdapter().can_delete_authenticator(get_object_or_404(mine, pk=pk)):
        raise Refused(_("This is your last one. Set up codes or another passkey first."))
    return webauthn.remove_webauthn(request, pk=pk)


def choose_password(request: HttpRequest, link: links.SignedLink, actor: Actor) -> HttpResponse:
    """The purpose "set_password": choose a password, then sign in with it."""
    form = ChoosePassword(pages.posted(request))
    if request.method == "POST":
        done, _account = pages.attempt(form, lambda: commands.set_password(actor, **form.cleaned_data))
        if done:
            response = redirect("account_login")
            response.status_code = 303
            return response
    return render(request, "core/choose_password.html", {"form": form})


def email(request: HttpRequest) -> HttpResponse:
    """Where messages reach me, by mail; every one of them waits here too."""
    if request.actor.kind != "account":
        raise Http404
    form = MyEmail(pages.posted(request), initial={"email": request.actor.account.email})
    if request.method == "POST":
        done, _account = pages.attempt(form, lambda: commands.set_email(request.actor, **form.cleaned_data))
        if done:
            return pages.go("mfa_index")
    context = {
        "form": form,
        "title": _("E-mail address"),
        "intro": _("What is asked of you is also sent there. Leave it empty to read it here only."),
        "back_url": reverse("mfa_index"),
    }
    return render(request, "core/form.html", context, status=422 if form.errors else 200)
