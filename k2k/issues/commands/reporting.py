"""Reports: by a neighbour, by nobody by name, in confidence, or by the office for somebody at its counter."""

from datetime import datetime
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from k2k.core import clock, ids
from k2k.core.actors import Actor
from k2k.core.commands import Context, Refused, command
from k2k.core.files import photos
from k2k.core.files.models import StoredFile
from k2k.core.files.pictures import Picture
from k2k.core.nodes import Node
from k2k.issues import danger, findable, ranking, rules, sealing
from k2k.issues.changes import hold_limit, must_be_seen, step, take, within
from k2k.issues.models import Contact, Issue, Tap
from k2k.people import queries as people

LANGUAGES = ("ms", "en", "zh-hans", "ta")


def report(
    actor: Actor,
    *,
    node: Node,
    category: str,
    identity: str = "open",
    contact: str = "",
    at: datetime | None = None,
    client_id: UUID | None = None,
    behalf: Actor | None = None,
    **given,
) -> Issue:
    """Report that something is wrong at `node`; nobody needs to sign in.

    Also takes fault, said (the typed questions: {"trapped": "yes"}), text, photo, at_home, channel, lang and
    claimed_at. With `identity` "anonymous" or "confidential"
    the actor is left outside: no card, device or account reaches the command, the trail or any row. Without a card
    the answer carries `.secret` once: the follow-up link's secret. Raises Refused.
    """
    now = at or clock.now()
    if identity in rules.HIDDEN:
        hold_limit("anonymous", actor, now, key=f"site:{node.site_id}")
        actor, behalf = Actor.anonymous(), None
    else:
        hold_limit("report", actor, now)
        identity = "card" if actor.kind == "card" else "open" if identity == "card" else identity
    secret = "" if actor.kind == "card" else sealing.new_secret(client_id)
    if identity in rules.HIDDEN:
        client_id = sealing.hidden_id(client_id)
    given |= {"category": category, "identity": identity, "contact": sealing.Words(contact.strip())}
    given["follow_hash"] = sealing.follow_hash(secret) if secret else ""
    issue = _report(actor, at=now, client_id=client_id, behalf=behalf, node=node, **given)
    issue.secret = secret
    return issue


@command("issues.report", at_node=lambda given: given["node"])
def _report(
    ctx: Context,
    *,
    node: Node,
    category: str,
    identity: str,
    contact: sealing.Words,
    follow_hash: str,
    fault: str = "",
    said: dict[str, str] | None = None,
    text: str = "",
    photo: Picture | File | StoredFile | None = None,
    at_home: bool = False,
    channel: str = "web",
    lang: str = "ms",
    claimed_at: datetime | str | None = None,
) -> Issue:
    if identity not in rules.IDENTITIES or channel not in rules.CHANNELS or channel == "import":
        raise Refused(_("This form is not complete. Please start again."))
    if identity == "confidential" and not contact:
        raise Refused(_("Say how the person you trust can reach you, or report without a name."), field="contact")
    node, at_home = _where(ctx.actor, node, at_home, identity)
    kind = {"identity": identity, "channel": channel, "at_home": at_home, "lang": lang, "follow_hash": follow_hash}
    kind |= _danger(ctx, category, fault, said)
    issue = _new(ctx, node, category, fault, text, photo, claimed_at, **kind)
    _first_tap(ctx, issue)
    _keep_contact(issue, contact)
    step(ctx, issue, "reported")
    findable.put(issue, ctx.at)
    ctx.detail(category=category, channel=issue.channel, at_home=at_home)
    ctx.announce("issues.reported", issue=issue)
    return issue


def record_for(
    actor: Actor, *, household=None, client_id: UUID | None = None, behalf: Actor | None = None, **given
) -> Issue:
    """Write down what somebody says at the counter or on the telephone: node, category, fault, text, channel, photo.

    With `household` (known by the card that was shown) both are in the trail and the household finds it in its
    inbox, where it can object. The answer carries `.secret` for the printed slip. Raises Refused, Denied.
    """
    if household is not None:
        behalf = Actor(kind="card", key=f"household:{household.pk}", household_id=household.pk)
    secret = sealing.new_secret(client_id)
    given["follow_hash"] = sealing.follow_hash(secret)
    issue = _record_for(actor, client_id=client_id, behalf=behalf, **given)
    issue.secret = secret
    return issue


@command("issues.record_for", at_node=lambda given: given["node"])
def _record_for(
    ctx: Context,
    *,
    node: Node,
    category: str,
    follow_hash: str,
    fault: str = "",
    said: dict[str, str] | None = None,
    text: str = "",
    channel: str = "counter",
    photo: Picture | File | StoredFile | None = None,
    at_home: bool = False,
    lang: str = "ms",
) -> Issue:
    if channel not in ("counter", "phone"):
        raise Refused(_("Say how it came: at the counter or by telephone."), field="channel")
    _in_use(node)
    at_home = at_home or node.kind == "unit"
    if at_home and node.kind != "unit":
        raise Refused(_("Choose the number of the home."), field="node")
    if at_home and not ctx.actor.may("issues.see_private", node):
        raise Refused(_("What is wrong inside a home is recorded by the office only."), field="node")
    kind = {"identity": "clerk", "channel": channel, "at_home": at_home, "lang": lang, "follow_hash": follow_hash}
    kind |= _danger(ctx, category, fault, said)
    issue = _new(ctx, node, category, fault, text, photo, None, **kind)
    _first_tap(ctx, issue)
    step(ctx, issue, "recorded")
    findable.put(issue, ctx.at)
    ctx.detail(category=category, channel=channel, at_home=at_home)
    ctx.announce("issues.reported", issue=issue)
    return issue


def _danger(ctx: Context, category: str, fault: str, said: dict[str, str] | None) -> dict:
    """What makes the report safety-critical, and since when it is known."""
    found = danger.danger_of(category, fault, said or {})
    ctx.detail(danger=found)
    return {"danger": found, "danger_at": ctx.at if found else None}


def _in_use(node: Node) -> None:
    if node.closed_on:
        raise Refused(_("This place is no longer in use. Choose another one."), field="node")


def _where(actor: Actor, node: Node, at_home: bool, identity: str) -> tuple[Node, bool]:
    """The node a report belongs to, and whether it is inside a home. A unit is always a home."""
    if node.site_id is None or node.kind == "programme":
        raise Refused(_("Choose the place first."), field="node")
    _in_use(node)
    if not at_home and node.kind != "unit":
        return node, False
    if identity in rules.HIDDEN:
        raise Refused(
            _("A report from inside a home names the home, so it cannot be without a name."),
            field="identity",
        )
    own = {place for role, place in actor.grants if role == "household"}
    if node.kind != "unit" and own:
        node = Node.objects.filter(pk__in=own, site_id=node.site_id).order_by("pk").first() or node
    if node.kind != "unit":
        raise Refused(_("Choose the number of your home."), field="node")
    if own and node.pk not in own:
        raise Refused(_("This card belongs to another home."), field="node")
    return node, True


def _what(category: str, fault: str, node: Node) -> tuple[str, str]:
    if category not in rules.CATEGORIES:
        raise Refused(_("Choose what is wrong."), field="category")
    if fault and fault not in rules.FAULTS.get(node.noun, ()):
        raise Refused(_("Choose what is wrong."), field="fault")
    return category, fault


def _new(ctx: Context, node: Node, category: str, fault: str, text: str, photo, claimed_at, **kind) -> Issue:
    category, fault = _what(category, fault, node)
    occurred_at, doubtful = clock.parse_claimed(claimed_at, ctx.at)
    kind["lang"] = kind["lang"] if kind["lang"] in LANGUAGES else "ms"
    reporter = _reporter(ctx)
    at_this_site = reporter is not None and _lives_here(ctx.actor, reporter, node)
    issue = Issue(
        code=ids.unused_code(Issue),
        node=node,
        site=node.site,
        category=category,
        fault=fault,
        text=within(text, rules.TEXT_LIMIT, "text"),
        photo=_photo(ctx, photo, node),
        reporter_id=reporter,
        reported_at=ctx.at,
        occurred_at=occurred_at,
        clock_doubtful=doubtful,
        households=int(at_this_site),
        without_card=int(not at_this_site),
        **kind,
    )
    issue.priority = ranking.weigh(issue, ctx.at)
    issue.save(force_insert=True)
    return issue


def _lives_here(actor: Actor, household: int, node: Node) -> bool:
    """Whether the reporting household is of this perumahan: its own card says so, of others it is looked up."""
    if actor.household_id == household:
        return actor.holds({"resident"}, node)
    return people.is_of_site(household, node.site_id)


def _reporter(ctx: Context) -> int | None:
    return ctx.behalf.household_id if ctx.behalf else ctx.actor.household_id


def _photo(ctx: Context, photo: Picture | File | StoredFile | None, node: Node) -> StoredFile | None:
    if not photo or isinstance(photo, StoredFile):
        return photo or None
    return photos.store_photo(photo, node=node, owner=ctx.actor.key, at=ctx.at)


def _first_tap(ctx: Context, issue: Issue) -> None:
    """The reporter is the first neighbour: by card, by the device's hash, or as somebody of whom nothing is kept."""
    device = "" if issue.reporter_id or issue.identity != "open" else sealing.device_hash(ctx.actor.device)
    Tap.objects.create(issue=issue, household_id=issue.reporter_id, device=device, at=ctx.at)


def _keep_contact(issue: Issue, contact: sealing.Words) -> None:
    if issue.identity == "confidential":
        words = within(contact.text, rules.CONTACT_LIMIT, "contact")
        Contact.objects.create(issue=issue, sealed=sealing.seal(words), post=rules.CONTACT_POST)


def record_outside_number(
    actor: Actor,
    *,
    issue: Issue,
    system: str,
    number: str,
    at: datetime | None = None,
    client_id: UUID | None = None,
    behalf: Actor | None = None,
) -> Issue:
    """Write the number that the owner's or a utility's own system gave this fault beside ours. Anyone may.

    Only the office changes a number that is there. Raises Refused.
    """
    if not actor.may("issues.accept", issue.node):
        hold_limit("outside", actor, at or clock.now())
    return _outside_number(actor, issue=issue, system=system, number=number, at=at, client_id=client_id, behalf=behalf)


@command("issues.record_outside_number", at_node=lambda given: given["issue"].node)
def _outside_number(ctx: Context, *, issue: Issue, system: str, number: str) -> Issue:
    must_be_seen(ctx, take(issue))
    number = " ".join((number or "").split())
    if system not in rules.OUTSIDE_SYSTEMS:
        raise Refused(_("Choose whose number this is."), field="system")
    if not rules.OUTSIDE_NUMBER.fullmatch(number):
        raise Refused(_("A number has 4 to 40 letters or digits, for example ADU-2024/1234."), field="number")
    known = (issue.outside_system, issue.outside_number)
    if issue.outside_number and known != (system, number) and not ctx.actor.may("issues.accept", issue.node):
        raise Refused(_("There is a number already. The office can correct it."), field="number")
    if known != (system, number):
        issue.outside_system, issue.outside_number, issue.outside_at = system, number, ctx.at
        issue.outside_status = ""
        issue.save(update_fields=["outside_system", "outside_number", "outside_at", "outside_status"])
        step(ctx, issue, "outside")
    ctx.detail(system=system)
    ctx.announce("issues.outside_number_recorded", issue=issue)
    return issue


@command("issues.record_outside_status", at_node=lambda given: given["issue"].node)
def record_outside_status(ctx: Context, *, issue: Issue, status: str) -> Issue:
    """Write what the outside system says about its own number, in its own words. Raises Refused, Denied."""
    must_be_seen(ctx, take(issue))
    if not issue.outside_number:
        raise Refused(_("Write the number first."), field="number")
    issue.outside_status = within(status, 80, "status")
    issue.outside_at = ctx.at
    issue.save(update_fields=["outside_status", "outside_at"])
    step(ctx, issue, "outside_status", text=issue.outside_status)
    return issue
