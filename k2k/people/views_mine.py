"""The household's own pages: who we think you are, and everything you may do about it."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from k2k.core import notify, pages, todo
from k2k.core.notify import sms
from k2k.people import commands, consents, hands, pin, queries, sessions
from k2k.people.forms import NewPersonForm, PersonForm, SetPinForm
from k2k.people.models import Person

NEWEST, PAGE = 3, 20


def mine(request: HttpRequest) -> HttpResponse:
    """Who we think you are: the home, its card, its people, its messages."""
    hand = hands.of(request)
    if hand is None:
        return redirect(
            "mfa_index" if request.actor.kind == "account" else f"{reverse('people:card')}?next={request.path}"
        )
    request.site = hand.home.site
    told = notify.inbox([f"household:{hand.home.pk}", hand.voice.key])
    context = {
        "hand": hand,
        "asked": todo.asked_of(hand.voice, request.at),
        "since": hand.voice.card_since,
        "persons": list(hand.persons()),
        "sms": sms.is_on(),
        "changes": queries.changes_of(hand.home),
        "chosen": request.session.get("chosen"),
        "bound": request.actor.person_id,
        "messages_": notify.render(told[:NEWEST]),
        "unread": told.filter(read_at=None).count(),
    }
    return render(request, "people/mine.html", context)


def messages(request: HttpRequest) -> HttpResponse:
    """Everything the household was told, newest first."""
    hand = hands.needed(request)
    told = notify.inbox([f"household:{hand.home.pk}", hand.voice.key])[:PAGE]
    return render(request, "people/messages.html", {"items": notify.render(told)})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The household has seen its messages."""
    hand = hands.needed(request)
    notify.mark_read([f"household:{hand.home.pk}", hand.voice.key], request.at)
    return pages.go("people:mine")


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Say who holds the phone. It binds nothing: that takes the PIN."""
    hand = hands.needed(request)
    code = request.POST.get("person", "")
    sessions.choose(request, hand.person(code) if code else None)
    return pages.go("people:mine")


def add(request: HttpRequest) -> HttpResponse:
    """Somebody of the household says yes to being known by name."""
    hand = hands.needed(request)
    form = NewPersonForm(pages.posted(request), initial={"language": get_language()})

    def call() -> Person:
        given = {key: value for key, value in form.cleaned_data.items() if key != "agreed"}
        return commands.add_person(
            hand.actor,
            household=hand.home,
            consent_how=hand.how,
            client_id=pages.client_id(request),
            behalf=hand.behalf,
            **given,
        )

    if request.method == "POST":
        done, made = pages.attempt(form, call)
        if done:
            return pages.go("people:person", made.code)
    context = {"form": form, "text": consents.TEXTS["household"], "free": consents.FREE, "hand": hand}
    return render(request, "people/add.html", context)


def _own(request: HttpRequest, code: str) -> tuple[hands.Hand, Person, HttpResponse | None]:
    """The person of this page and, where they have a PIN that was not given yet, the way to it."""
    hand = hands.needed(request)
    found = hand.person(code)
    gate = pin.required(request, found) if found.pin_hash else None
    return hand, found, gate


def person(request: HttpRequest, code: str) -> HttpResponse:
    """One person: what they agreed to, what we keep, what they may do."""
    hand, found, gate = _own(request, code)
    if gate:
        return gate
    given = {each.purpose: each for each in found.consents.filter(withdrawn_at=None)}
    used = consents.asked()
    asked = [
        (text, given.get(text.purpose)) for text in consents.TEXTS.values() if text in used or text.purpose in given
    ]
    context = {
        "hand": hand,
        "person": found,
        "asked": asked,
        "free": consents.FREE,
        "language_name": commands.LANGUAGES[found.language],
    }
    return render(request, "people/person.html", context)


def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Mend a name or a language."""
    hand, found, gate = _own(request, code)
    if gate:
        return gate
    now = {"preferred_name": found.preferred_name, "language": found.language}
    form = PersonForm(pages.posted(request), initial=now)
    if request.method == "POST":
        done, _person = pages.attempt(
            form,
            lambda: commands.correct_person(
                hand.actor,
                person=found,
                client_id=pages.client_id(request),
                behalf=hand.behalf,
                **form.cleaned_data,
            ),
        )
        if done:
            return pages.go("people:person", found.code)
    return render(
        request,
        "core/form.html",
        {
            "form": form,
            "title": _("Correct name or language"),
            "back_url": reverse("people:person", args=[found.code]),
        },
    )


@require_POST
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """Agree to one purpose, or take it back; both are one press."""
    hand, found, gate = _own(request, code)
    if gate:
        return gate
    purpose = request.POST.get("purpose", "")
    yes = request.POST.get("answer") == "yes"
    if purpose not in consents.TEXTS or (yes and consents.TEXTS[purpose] not in consents.asked()):
        raise Http404
    if yes:
        commands.give_consent(hand.actor, person=found, purpose=purpose, how=hand.how, behalf=hand.behalf)
    elif purpose == "household":
        return pages.go("people:erase_person", found.code)
    elif found.consents.filter(purpose=purpose, withdrawn_at=None).exists():
        commands.withdraw_consent(hand.actor, person=found, purpose=purpose, behalf=hand.behalf)
    return pages.go(f"{reverse('people:person', args=[found.code])}#{purpose}")


def set_pin(request: HttpRequest, code: str) -> HttpResponse:
    """Choose six digits; who holds the phone chooses for themselves."""
    hand, found, gate = _own(request, code)
    if gate:
        return gate
    form = SetPinForm(pages.posted(request))
    if request.method == "POST":
        done, _person = pages.attempt(
            form, lambda: commands.set_pin(request.actor, person=found, pin=form.cleaned_data["pin"])
        )
        if done:
            sessions.bind(request, found)
            return pages.go(pages.back_to(request, reverse("people:person", args=[found.code])))
    return render(request, "people/set_pin.html", {"form": form, "person": found, "hand": hand})


@require_POST
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Everything kept about a person, as a file."""
    _hand, found, gate = _own(request, code)
    if gate:
        return gate
    return as_file(commands.export_person(request.actor, person=found), found)


def as_file(kept: dict, found: Person) -> HttpResponse:
    """A download; its name carries the person's code, never the name."""
    text = json.dumps(kept, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="k2k-{found.code}.json"'
    return response


def erase(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once more, then empty everything we keep about the person."""
    hand, found, gate = _own(request, code)
    if gate:
        return gate
    if request.method == "POST":
        if hand.behalf:
            commands.withdraw_consent(hand.actor, person=found, purpose="household", behalf=hand.behalf)
        else:
            commands.erase_person(hand.actor, person=found)
        sessions.choose(request, None)
        return pages.go("people:erased")
    return render(request, "people/erase.html", {"person": found, "hand": hand})


def erased(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "people/erased.html")


def everywhere(request: HttpRequest) -> HttpResponse:
    """Stop the card on every phone; the mobiliser brings a new one."""
    home = queries.household_of(request.actor)
    if home is None:
        raise Http404
    if request.method == "POST":
        commands.revoke_card(request.actor, household=home, reason="everywhere", client_id=pages.client_id(request))
        request.session.flush()
        return pages.go("people:stopped")
    return render(request, "people/everywhere.html", {"home": home})


def stopped(request: HttpRequest) -> HttpResponse:
    """The card has stopped; what to do next."""
    return render(request, "people/stopped.html")
