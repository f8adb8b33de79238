"""Every page on phone and office PC, light and dark: axe is content, nothing runs off the side, one thing to press."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.journeys.pages import ELSEWHERE, PAGES, SEVERAL
from tests.ops import running

MORE_CODES = """
from datetime import timedelta

from k2k.ballots.models import Ballot
from k2k.bodies.commands import publish_notice
from k2k.bodies.models import Body
from k2k.commitments.models import Commitment
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.elections.models import Election
from k2k.groups.models import Group, Membership
from k2k.issues.models import Issue
from k2k.meetings.models import Meeting
from k2k.people.models import Household, Person
from k2k.returns.models import AnnualReturn

site = Node.objects.get(kind="site", name="PPR Seri Kenanga")
office = Body.objects.get(kind="office", node=site)
until = clock.today(clock.now()) + timedelta(days=30)
words = {"title": "Air ditutup pada hari Sabtu", "text": "Dari 9 pagi hingga 12 tengah hari, blok A dan B."}
notice = publish_notice(SYSTEM, body=office, node=site, lang="ms", until=until, **words)
known = Issue.objects.filter(site=site, state="accepted", at_home=False).order_by("id").last()
homes = Household.objects.filter(until=None).values("node")
ballots = {one.state: one.code for one in Ballot.objects.filter(site=site)}
groups = list(Group.objects.filter(site=site, kind="residents").select_related("body").order_by("id"))
asked = {one.state: one.code for one in Membership.objects.filter(group=groups[0])}
found = {
    "group": groups[0].code,
    "rival_group": groups[1].code,
    "applicant": asked["open"],
    "year": AnnualReturn.objects.get(group=groups[0]).year,
    "meeting": Meeting.objects.get(group=groups[0], kind="agm").code,
    "election": Election.objects.get(group=groups[0]).code,
    "objected": asked["disputed"],
    "open_ballot": ballots["open"],
    "counted_ballot": ballots["counted"],
    "known": known.node.code,
    "known_fault": known.category + (f".{known.fault}" if known.fault else ""),
    "office": office.code,
    "notice": notice.code,
    "promise": Commitment.objects.filter(site=site, kind="promise").order_by("id").last().code,
    "noraini": Person.objects.get(preferred_name="Puan Noraini").code,
    "empty_home": Node.objects.filter(kind="unit", site=site).exclude(pk__in=homes).order_by("id").first().code,
}
"""
AXE = """(rules) => axe.run(document, {resultTypes: ["violations"], ...rules}).then((found) => found.violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`))"""
#: What stands fast at the foot covers a line of the list, until one scrolls: targets are measured without it.
UNSTUCK = "document.querySelectorAll('.bar').forEach((one) => { one.style.position = 'static' })"
#: All of axe (A, AA, 2.1, 2.2, best practice); colours alone where nothing else can differ.
EVERYTHING: dict = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
#: A file input's own words and what is hidden until asked for are the browser's.
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPILLS = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.right > document.documentElement.clientWidth + 1 && !one.closest(".scroll, svg, .a4");
}).slice(0, 3).map((one) => one.tagName + "." + one.className)"""
PRESS = """() => [...document.querySelectorAll(".btn:not(.quiet):not(.late):not(.lamp)")]
    .filter((one) => one.checkVisibility() && !one.closest(".pair.even")).map((one) => one.innerText)"""
PHONE, NARROW, OFFICE = ({"width": w, "height": h} for w, h in ((360, 740), (320, 640), (1366, 768)))
EACH = [pytest.param(role, name, id=f"{role or 'anybody'}: {name}") for role, pages in PAGES.items() for name in pages]


@pytest.fixture(scope="module")
def codes(product):
    """Codes of places, reports and people that the addresses need."""
    return {**product.codes, **product.ask(MORE_CODES)}


@pytest.fixture(scope="module")
def rooms(browser, product):
    """One browser for each role, signed in once."""
    from tests.journeys.visitor import visitor

    made: dict = {}

    def room(role: str):
        if role not in made:
            made[role] = visitor(browser, product, viewport=PHONE, reduced_motion="reduce")
            if role:
                made[role].be(role)
        return made[role]

    yield room
    for one in made.values():
        one.context.close()


@pytest.mark.parametrize(("role", "name"), EACH)
def test_a_page_can_be_used_by_everybody_on_phone_and_office_pc_in_light_and_dark(rooms, codes, role, name):
    who = rooms(role)
    page = who.page
    who.bad.clear()
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    answer = page.goto(who.product.url + PAGES[role][name].format(**codes))
    expected = {"nothing here": (404,), "people:scan": (404, 200)}
    assert answer.status in expected.get(name, (200,))
    assert page.locator("h1:not(.a4 h1)").count() == 1
    if name not in SEVERAL:
        assert len(page.evaluate(PRESS)) <= 1, page.evaluate(PRESS)
    faults = looked_at(page)
    assert not faults, "; ".join(f"{screen}: {found}" for screen, found in faults.items())
    assert not who.bad, who.bad


def looked_at(page) -> dict[str, list[str]]:
    """Everything wrong with the page as it stands, by screen."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(UNSTUCK)
    faults = {"phone, light": page.evaluate(AXE, EVERYTHING)}
    page.emulate_media(color_scheme="dark")
    faults["phone, dark"] = page.evaluate(AXE, COLOURS)
    page.set_viewport_size(NARROW)
    faults["320 px"] = sideways(page)
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    faults["letters at 200 %"] = sideways(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(OFFICE)
    faults["office, dark"] = page.evaluate(AXE, COLOURS)
    page.emulate_media(color_scheme="light")
    faults["office, light"] = [*page.evaluate(AXE, EVERYTHING), *sideways(page)]
    return {screen: found for screen, found in faults.items() if found}


def sideways(page) -> list[str]:
    """What makes the page scroll sideways."""
    return [f"{page.evaluate(WIDER)} px too wide", *page.evaluate(SPILLS)] if page.evaluate(WIDER) > 0 else []


def addresses(patterns, space=""):
    """Every named address of ours: its name and the parts it takes."""
    from django.urls.resolvers import URLPattern

    for each in patterns:
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", each.pattern.converters
        else:
            yield from addresses(each.url_patterns, f"{each.namespace}:" if each.namespace else space)


def test_every_page_of_the_house_is_looked_at_or_left_out_with_a_reason(product):
    from django.urls import get_resolver, reverse

    seen = {name for pages in PAGES.values() for name in pages} | set(ELSEWHERE)
    found = {name: parts for name, parts in addresses(get_resolver().url_patterns) if ":" in name and name not in seen}
    example = {"int": 1, "str": "0000-0000", "slug": "x"}
    forgotten = []
    for name, parts in found.items():
        given = {
            part: example[type(kind).__name__.removesuffix("Converter").lower().replace("string", "str")]
            for part, kind in parts.items()
        }
        if running.get(product.url + reverse(name, kwargs=given))[0] != 405:
            forgotten.append(name)
    assert forgotten == []
