"""What the committee, the tellers and the programme officer do with an election."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.ballots import commands as ballots
from k2k.core import clock, pages
from k2k.core.accounts.models import Account
from k2k.core.grants import holders
from k2k.elections import commands, forms, page, queries, words
from k2k.elections.models import Election
from k2k.elections.views import found
from k2k.elections.views_members import form_page
from k2k.groups import queries as groups
from k2k.places import queries as places


def _may(request: HttpRequest, code: str, doing: str) -> Election:
    """The election, where the actor may do this now. Raises Http404."""
    election = found(request, code)
    if not page.may(request.actor, election, request.at)[doing]:
        raise Http404
    return election


@pages.read_write
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Call an election with all its days."""
    group = groups.group(code)
    request.site = group.site
    if not (request.actor.may("elections.call", group.node) and groups.may_run(request.actor, group, request.at)):
        raise Http404
    today = clock.today(request.at)
    values = groups.values(group, today)
    form = forms.CallForm(
        pages.posted(request), blocks=places.blocks(group.site), default=values["election_method"],
        objection_days=int(values["objection_days"]), today=today,
    )  # fmt: skip

    def run() -> Election:
        return commands.call_election(
            request.actor, group=group, **form.given(), client_id=pages.client_id(request)
        )  # fmt: skip

    done, election = pages.attempt(form, run)
    if done:
        messages.success(request, _("Called. Name the tellers next."))
        return pages.go("elections:show", election.code)
    context = {"form": form, "group": group, "days": values["vote_after_days"]}
    return render(request, "elections/call.html", context, status=422 if form.errors else 200)


@pages.read_write
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Type a nomination form signed on paper."""
    election = _may(request, code, "enter")
    if not groups.may_read_members(request.actor, election.group, request.at):
        raise Http404
    everybody = queries.grown_members(election.group)
    members = {"membership": queries.can_be_proposed(election), "proposer": everybody, "seconder": everybody}
    form = forms.EnterForm(pages.posted(request), seats=queries.seats(election), members=members)

    def run():
        return commands.enter(request.actor, election=election, **form.given(), client_id=pages.client_id(request))

    return form_page(
        request, election, form, run, _("Written down."), where="elections:candidates",
        title=_("Type a signed nomination form"), intro=_("The home can withdraw it with its card."),
    )  # fmt: skip


@pages.read_write
def name_teller(request: HttpRequest, code: str) -> HttpResponse:
    """Name a teller."""
    election = _may(request, code, "name_teller")
    form = forms.TellerForm(pages.posted(request), accounts=_possible(request, election))

    def run():
        account = form.accounts[form.cleaned_data["account"]]
        return commands.name_teller(
            request.actor, election=election, account=account, client_id=pages.client_id(request)
        )  # fmt: skip

    return form_page(
        request, election, form, run, _("Named."), title=_("Name a teller"), action=_("Name"),
        intro=_("Two to five, better of different sides. Any two open the box together."),
    )  # fmt: skip


def _possible(request: HttpRequest, election: Election) -> list[Account]:
    """Accounts of the group, of its members and of those who work at the site, who are no tellers yet."""
    group, at = election.group, request.at
    named = election.tellers.filter(ended_at=None).values("account_id")
    known = set(groups.committee(group, at).values_list("account_id", flat=True))
    known |= set(groups.members(group, at).exclude(account=None).values_list("account_id", flat=True))
    known |= set(holders({"mobiliser", "committee"}, election.site, at))
    rows = Account.objects.filter(pk__in=known, is_active=True).exclude(pk__in=named)
    return list(rows.order_by("display_name", "pk"))


@pages.read_write
def open_vote(request: HttpRequest, code: str) -> HttpResponse:
    """Make the ballot from the list."""
    election = _may(request, code, "open_vote")
    past = clock.today(request.at) > election.vote_until
    form: Form = forms.VoteForm(pages.posted(request)) if past else Form(pages.posted(request))

    def run() -> Election:
        return commands.open_vote(
            request.actor, election=election, **form.cleaned_data, client_id=pages.client_id(request)
        )  # fmt: skip

    return form_page(
        request, election, form, run, _("The ballot is ready. Its tellers choose their passphrases now."),
        title=_("Prepare the vote"), action=_("Prepare"),
        intro=_("The roll freezes: who was a member early enough before the call. Then nothing changes."),
    )  # fmt: skip


@pages.read_write
def hand_paper(request: HttpRequest, code: str) -> HttpResponse:
    """A member gets a paper: their line is marked, so that nobody votes twice."""
    election = _may(request, code, "hand_paper")
    if not groups.may_read_members(request.actor, election.group, request.at):
        raise Http404
    form = forms.PaperForm(pages.posted(request), members=queries.on_roll(election))

    def run():
        return ballots.hand_paper(
            request.actor, ballot=election.ballot, who=form.cleaned_data["who"], client_id=pages.client_id(request)
        )  # fmt: skip

    return form_page(
        request, election, form, run, _("Hand out one paper now. The line is marked."), title=_("Hand out a paper"),
        action=_("Mark the line"), intro=_("Whoever gets a paper votes on paper, and on no screen."),
    )  # fmt: skip


@pages.read_write
def objections(request: HttpRequest, code: str) -> HttpResponse:
    """Objections that wait, and what was said about them."""
    election = _may(request, code, "decide")
    rows = list(queries.objections(election))
    form = forms.RuleForm(pages.posted(request))

    def run():
        objection = next((one for one in rows if one.code == form.cleaned_data["objection"]), None)
        if objection is None:
            raise Http404
        upheld = form.cleaned_data["upheld"] == "yes"
        because = form.cleaned_data["because"]
        return commands.decide(
            request.actor, objection=objection, upheld=upheld, because=because, client_id=pages.client_id(request)
        )  # fmt: skip

    if pages.attempt(form, run)[0]:
        messages.success(request, _("Your word is written down."))
        return pages.go("elections:objections", election.code)
    reasons = words.TO_CANDIDATE | words.TO_RESULT
    mine = request.actor.account.pk
    open_ = [one for one in rows if not one.decided_at and all(word.by_id != mine for word in one.rulings.all())]
    waiting = [
        (one, reasons[one.reason], forms.RuleForm(initial={"objection": one.code}, auto_id=f"id_{one.code}_%s"))
        for one in open_
    ]
    decided = [one for one in rows if one.decided_at]
    context = {"election": election, "waiting": waiting, "form": form, "decided": decided}
    return render(request, "elections/objections.html", context, status=422 if form.errors else 200)


def _with_reason(request: HttpRequest, election: Election, command, said: str, **words_) -> HttpResponse:
    form = forms.ReasonForm(pages.posted(request))

    def run():
        return command(request.actor, election=election, **form.cleaned_data, client_id=pages.client_id(request))

    return form_page(request, election, form, run, said, **words_)


@pages.read_write
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give an election up."""
    election = _may(request, code, "cancel")
    return _with_reason(
        request, election, commands.cancel_election, _("Cancelled."), title=_("Cancel this election"),
        action=_("Cancel the election"), intro=_("Votes already given are destroyed unopened. It must be called anew."),
    )  # fmt: skip


@pages.read_write
def suspend(request: HttpRequest, code: str) -> HttpResponse:
    """Hold a result up."""
    election = _may(request, code, "suspend")
    return _with_reason(
        request, election, commands.suspend, _("Held up."), title=_("Hold this result up"), action=_("Hold it up"),
        intro=_("The group is shown as disputed, and its posts bind nothing until you let it go on or cancel it."),
    )  # fmt: skip


@pages.read_write
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Let a result take its course."""
    election, form = _may(request, code, "resume"), Form(pages.posted(request))

    def run() -> Election:
        return commands.resume(request.actor, election=election, client_id=pages.client_id(request))

    return form_page(
        request, election, form, run, _("It takes its course."), title=_("Let the result hold?"),
        action=_("Let it go on"), intro=reverse("elections:result", args=[election.code]),
    )  # fmt: skip
