"""What categories, faults, reasons and outside systems are called; every word in the reader's language."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from k2k.core.nodes import Node
from k2k.issues import rules
from k2k.places import queries as places

#: Category: its word and its icon.
CATEGORIES: dict[str, tuple[Promise, str]] = {
    "lift": (_("Lift"), "lift"),
    "water": (_("Water"), "water"),
    "leak": (_("Leaking pipe or roof"), "tap"),
    "light": (_("Light"), "light"),
    "wiring": (_("Wires and electricity"), "wire"),
    "railing": (_("Railing"), "railing"),
    "door": (_("Door or gate"), "door"),
    "waste": (_("Rubbish"), "waste"),
    "drain": (_("Drain"), "drain"),
    "pest": (_("Rats, cockroaches, mosquitoes"), "warning"),
    "cleaning": (_("Dirty"), "dirty"),
    "noise": (_("Noise"), "noise"),
    "fire": (_("Fire safety"), "fire"),
    "gas": (_("Gas"), "gas"),
    "roof": (_("Roof"), "roof"),
    "structure": (_("Cracks, falling pieces"), "building"),
    "playground": (_("Playground"), "playground"),
    "parking": (_("Parking"), "place"),
    "safety": (_("Unsafe place"), "shield"),
    "inspection": (_("Inspection"), "search"),
    "heating": (_("Heating"), "fire"),
    "other": (_("Something else"), "other"),
}
#: Fault of a labelled thing: its word and its icon.
FAULTS: dict[str, tuple[Promise, str]] = {
    "not_working": (_("Not working"), "lift_stop"),
    "stuck": (pgettext_lazy("lift", "Someone is trapped"), "trapped"),
    "door": (_("Door"), "lift_door"),
    "noise": (_("Noise"), "noise"),
    "dirty": (_("Dirty"), "dirty"),
    "low_pressure": (_("Weak water"), "tap"),
    "leaking": (_("Leaking"), "tap"),
    "lid_open": (_("Lid open"), "tank"),
    "loose": (_("Loose"), "railing"),
    "broken": (pgettext_lazy("fault", "Broken"), "cross"),
    "rusty": (_("Rusty"), "railing"),
    "off": (_("Does not light"), "light"),
    "flickering": (_("Flickers"), "light"),
    "exposed_wires": (_("Bare wires"), "wire"),
    "other": (_("Something else"), "other"),
}
#: What makes a report safety-critical, as it is said to those on call.
DANGERS: dict[str, Promise] = {
    "trapped": _("Somebody is trapped"),
    "gas": _("It smells of gas"),
    "fire": _("Something burns or smokes"),
    "wires": _("Bare wires"),
    "falling": _("Pieces fall"),
    "railing": _("Somebody can fall down"),
    "deep_water": _("Water rises"),
}
#: How it is asked of whom reports.
ASKED: dict[str, Promise] = {
    "trapped": _("Is somebody trapped inside?"),
    "gas": _("Does it smell of gas?"),
    "fire": _("Does something burn or smoke now?"),
    "wires": _("Do you see bare wires, or water near electricity?"),
    "falling": _("Has a piece fallen, or can one fall on somebody?"),
    "railing": _("Can somebody fall down there?"),
    "deep_water": _("Does the water rise, or can a child fall in?"),
}
#: Who is on call, by role, as the ladder names them.
ROLES: dict[str, Promise] = {
    "office": _("the office"),
    "contractor": _("who maintains it"),
    "committee": _("the committee"),
    "owner": _("the owner"),
    "officer": _("the programme"),
}
#: Why neighbours do not see a photograph, as its sender reads it.
KEEP_REASONS: dict[str, Promise] = {
    "face": _("A person can be recognised in it"),
    "document": _("It shows a document, an IC or a number plate"),
    "home": _("It shows the inside of a home"),
    "other_matter": _("It is about something else"),
    "not_seen": _("What is wrong cannot be seen in it"),
}
MOVES: dict[str, Promise] = {
    "first": _("Before the others"),
    "": _("By the formula"),
    "later": _("After the others"),
}
#: The components of the priority, and what each one is.
COMPONENTS: dict[str, tuple[Promise, Promise]] = {
    "danger": (_("Danger"), _("Somebody is in danger now: before everything else.")),
    "kind": (_("Kind of fault"), _("What each kind of fault weighs by itself.")),
    "homes": (_("Homes"), _("Each home that said “me too” with its card.")),
    "without_card": (_("Without a card"), _("A few points only: one phone can be many.")),
    "needs": (
        _("Homes that need it"),
        _("Homes of the block told us in private that they need a lift or water. Never which, never how many."),
    ),
    "days": (_("Days waiting"), _("A point for each day.")),
    "reopened": (_("Opened again"), _("Each time neighbours said “not yet” after it was said to be done.")),
    "repeats": (_("It comes back"), _("Each earlier report of the same fault there within 90 days.")),
    "moved": (_("Decided by a post"), _("With a reason that everybody reads.")),
}
WHY_NOT: dict[str, Promise] = {
    "no_card": _("Shown, but not counted: no household card."),
    "young_card": _("Shown, but not counted yet: the card is less than 7 days old."),
    "staff_device": _("Shown, but not counted: staff have signed in on this phone."),
    "staff": _("Shown, but not counted: you work here."),
    "elsewhere": _("Shown, but not counted: your card belongs to another perumahan."),
    "not_this_home": _("Shown, but not counted: only the home it is in can say so."),
    "no_say": _("Your yes is taken back. It does not reopen the repair: you did not report it."),
}
OUTSIDE_SYSTEMS: dict[str, str | Promise] = {
    "adukl": "Adu@KL",
    "sispaa": "SISPAA",
    "mytnb": "myTNB",
    "airselangor": "Air Selangor",
    "epuspakat": "ePuspakat",
    "other": _("Another system"),
}
CHANNELS: dict[str, Promise] = {
    "qr": _("From the label"),
    "web": _("From the page"),
    "counter": _("At the counter"),
    "phone": _("By telephone"),
    "import": _("From another list"),
}


@dataclass(frozen=True)
class Choice:
    """Something that can be reported at a place. `slug` is the form's value: "light", or "lift.door"."""

    slug: str
    category: str
    fault: str
    label: Promise
    icon: str
    is_emergency: bool


def category_label(slug: str) -> Promise | str:
    """The word of a category; the slug itself where nobody gave it one."""
    return CATEGORIES[slug][0] if slug in CATEGORIES else slug


def category_icon(slug: str) -> str:
    """The icon of a category."""
    return CATEGORIES.get(slug, CATEGORIES["other"])[1]


def fault_label(slug: str) -> Promise | str:
    """The word of a fault, "" where none was named."""
    return FAULTS[slug][0] if slug in FAULTS else ""


def choices(node: Node) -> list[Choice]:
    """What can be reported at `node`, the most frequent first: faults of a labelled thing, else categories."""
    faults = rules.FAULTS.get(node.noun, ())
    category = rules.CATEGORY_OF.get(node.noun, "other")
    if faults:
        return [
            Choice(f"{category}.{fault}", category, fault, *FAULTS[fault], fault in rules.EMERGENCY_FAULTS)
            for fault in faults
        ]
    offered = rules.OFFERED.get(node.noun or node.kind, rules.OFFERED[""])
    return [Choice(slug, slug, "", *CATEGORIES[slug], slug in rules.EMERGENCY_CATEGORIES) for slug in offered]


def choice(node: Node, slug: str) -> Choice | None:
    """The choice that a form's value names at `node`, or None."""
    return next((each for each in choices(node) if each.slug == slug), None)


def what(issue) -> str:
    """What is wrong, in one or two words: "Not working", "Light"."""
    if issue.fault and issue.fault != "other":
        return str(fault_label(issue.fault))
    return str(category_label(issue.category))


def place(node: Node) -> str:
    """The name of a place as people say it."""
    return places.label(node)


def title(issue) -> str:
    """Place and fault in a line: "Lift 2 · Block B: Not working"; what is called like its place stands there once."""
    where, wrong = place(issue.node), what(issue)
    return where if where.partition(" · ")[0] == wrong else f"{where}: {wrong}"


def url(issue) -> str:
    """The page of an issue; the front page where the screens are not installed."""
    try:
        return reverse("issues:show", args=[issue.code])
    except NoReverseMatch:
        return "/"
