"""Every address × every role × own and other estate: guarded, tight, GET writes nothing, nothing ends in a 500."""

import logging
import os
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path, reverse

from k2k.core import search
from tests.architecture import crawl, walk
from tests.architecture.public_urls import PUBLIC
from tests.architecture.story import PROGRAMME, ROLES, STAFF, client_of

#: Who may open what does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
ACCESS = Path(__file__).with_name("access.txt")
#: Who may come upon a canary of the own estate. A card's code and a sealed contact are seen by nobody by GET.
MAY_SEE = {
    "applicant": {"committee", "resident"},
    "name": {"resident", "mobiliser"},
    "home text": {"resident", "office"},
    "text": {"resident", *STAFF, *PROGRAMME},
    "question": {"resident", "office", "committee", "officer"},
    "clerk": {"office", "officer", "operator"},
    "pupil": {"resident", "committee"},
    "story": {"resident", "committee", "officer"},
    "letter": set(),
    "contact": set(),
    "card": set(),
    "secret": set(),
}
#: Addresses whose path is the secret itself: whoever has it has it.
BY_SECRET = {
    "issues:follow", "issues:received_secret", "issues:print_secret", "issues:appeal_secret", "people:scan",
    "core_links", "safety:follow",
}  # fmt: skip
#: The POSTs that open what is sealed, for the one post that may; each is a line in the trail.
OPENS_A_SEAL = {("issues:read_contact", "safeguard"), ("safety:letter", "safeguard")}

_walks: dict[str, tuple[list[crawl.Seen], str]] = {}


@pytest.fixture(params=ROLES)
def role(request) -> str:
    """Each role in turn; one process does all tests of a role, so it walks once."""
    return request.param


@pytest.fixture
def walked(story, role, capfd) -> list[crawl.Seen]:
    """What `role` saw on its walk."""
    if role not in _walks:
        capfd.readouterr()
        seen = crawl.walk_as(story, role)
        log = capfd.readouterr()
        _walks[role] = (seen, log.out + log.err)
    return _walks[role][0]


def test_get_writes_nothing(walked):
    assert not crawl.writes(walked)


def test_nothing_ends_in_an_error_of_ours(walked):
    assert not crawl.broken(walked)


def test_what_is_not_public_is_guarded(walked, role):
    if role == "anonymous":
        assert not crawl.open_to_everybody(walked, PUBLIC)
        assert {each.name for each in walked if each.opened} | crawl.NOT_POSTED | {"core_links"} >= PUBLIC.keys()


def test_another_estate_shows_its_public_pages_only(walked, role, story):
    if role not in PROGRAMME:
        assert not crawl.strayed(walked, story.other.name, PUBLIC)


def test_no_canary_is_seen_by_whom_it_does_not_concern(walked, role, story):
    wrong = [
        f"{what} of {estate} at {each.path} ({each.name})"
        for each in walked
        for estate, what in each.leaked
        if not (each.name in BY_SECRET and what in ("secret", "card", "text", "letter"))
        and (each.name, role) not in OPENS_A_SEAL
        and not (role in MAY_SEE[what] and (estate == story.own.name or role in PROGRAMME))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_canary_is_in_the_log(walked, role, story):
    log = _walks[role][1]
    words = [*story.own.canaries.values(), *story.other.canaries.values()]
    assert '"event": "request"' in log
    assert not [word for word in words if word in log]


def test_who_may_open_what_is_as_written_down(walked, role, story):
    """access.txt is the reviewed table of rights; K2K_WRITE_ACCESS=1 writes it anew, for the reviewer to read."""
    opened = sorted({each.name for each in walked if each.opened and each.estate == story.own.name} - PUBLIC.keys())
    lines = dict(line.split(": ", 1) for line in ACCESS.read_text().splitlines()) if ACCESS.exists() else {}
    if os.environ.get("K2K_WRITE_ACCESS") == "1":
        lines[role] = " ".join(opened)
        ACCESS.write_text("".join(f"{name}: {names}\n" for name, names in sorted(lines.items())))
    assert lines.get(role, "").split() == opened


def open_page(request):
    """Planted: guarded by nothing."""
    return HttpResponse("everything")


def writing_page(request):
    """Planted: a GET that writes."""
    search.SearchEntry.objects.update(title="x")
    return HttpResponse(logging.getLevelName(1))


def leaking_page(request):
    """Planted: names somebody."""
    return HttpResponse("KanariNamaDua")


urlpatterns = [
    path("", include("k2k.urls")),
    path("planted/open/", open_page, name="planted_open"),
    path("planted/writes/", writing_page, name="planted_writes"),
    path("planted/leaks/", leaking_page, name="planted_leaks"),
]


def test_planted_pages_that_are_open_write_or_leak_are_found(story):
    with override_settings(ROOT_URLCONF=__name__):
        names = {address.name for address in walk.addresses()}
        client = client_of(story, "anonymous")
        seen = [
            crawl._seen(story, name, story.own, "get", walk.visit(client, reverse(name)))
            for name in ("planted_open", "planted_writes", "planted_leaks")
        ]
    assert {"planted_open", "home:start"} <= names
    assert crawl.open_to_everybody(seen, PUBLIC) == ["planted_leaks", "planted_open", "planted_writes"]
    assert len(crawl.writes(seen)) == 1
    assert seen[2].leaked == {("Dua", "name")}


def test_a_planted_route_that_nobody_knows_to_visit_is_found(story):
    unknown = walk.Address("garden:show", "kebun/<str:code>/", ("code",))
    with pytest.raises(LookupError, match="garden:show"):
        unknown.visits(story.own)
