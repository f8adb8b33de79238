"""A page costs the same with three reports or thirty: at most six statements beside session and user."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from k2k.core import notify
from k2k.core.accounts.models import Account
from k2k.issues import testing as issues
from k2k.questions import commands as questions

pytestmark = pytest.mark.django_db

MOST = 6
#: Pages that still ask more, with how many: never raise a number, lower it when the page learns to ask less.
STILL_MORE: dict[str, int] = {}
#: Statements every request may have beside its page: session, account, rights, and whether this is the example.
BESIDE = (
    "django_session",
    "core_account",
    "core_grant",
    "mfa_authenticator",
    'SELECT DISTINCT "places_site"."is_demo"',
    'FROM "people_card"',
    "SAVEPOINT",
)
#: Lists and boards: who looks, which address, which place it is about.
LISTS = {
    "home:site": "anonymous",
    "home:block": "anonymous",
    "home:blocks": "anonymous",
    "home:poster": "anonymous",
    "desk:show": "office",
    "home:programme": "officer",
    "home:search": "anonymous",
    "commitments:board": "anonymous",
    "questions:board": "anonymous",
    "activities:calendar": "anonymous",
    "activities:stories": "anonymous",
    "bodies:matrix": "anonymous",
    "bodies:notices": "anonymous",
    "issues:report_here": "anonymous",
}


def address(name: str, world: issues.World) -> str:
    """The page of `name` in this world."""
    if name in ("home:search", "home:programme"):
        return reverse(name) + ("?q=lif" if name == "home:search" else "")
    node = {"home:block": world.place.block, "home:poster": world.place.block, "issues:report_here": world.lift}.get(
        name, world.place.site
    )
    return reverse(name, args=[node.code])


def statements(client: Client, path: str) -> list[str]:
    """What the page asks the database, session and user aside."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return [each["sql"] for each in asked.captured_queries if not any(word in each["sql"] for word in BESIDE)]


def fill(world: issues.World, times: int) -> None:
    for number in range(times):
        home = world.homes[number % len(world.homes)]
        questions.ask(home, site=world.place.site, body=world.body, text="Bila siap?", at=world.at)
        node = [world.lift, world.place.lifts[1], *world.place.corridors][number % 4]
        issues.make_issue(
            world, ("new", "accepted", "claimed", "confirmed")[number % 4], node=node, days_ago=number % 9 + 1
        )


@pytest.fixture
def who():
    def sign_in(world: issues.World, role: str) -> Client:
        client = Client()
        if role == "office":
            client.force_login(world.office.account)
        elif role == "officer":
            from k2k.bodies import testing as bodies

            client.force_login(bodies.make_officer().account)
        Account.objects.update(is_demo=True)
        return client

    return sign_in


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_at_any_size(name, who):
    world = issues.make_world()
    client = who(world, LISTS[name])
    fill(world, 4)
    few = statements(client, address(name, world))
    fill(world, 24)
    many = statements(client, address(name, world))
    assert len(many) <= len(few) + 1, "\n".join(many)
    assert len(many) <= STILL_MORE.get(name, MOST), "\n".join(many)


def test_a_planted_question_for_each_row_is_noticed(who):
    """The measure itself: a page that asks once a row costs more with more rows."""
    world = issues.make_world()
    with CaptureQueriesContext(connection) as asked:
        for node in world.place.units:
            node.refresh_from_db()
    assert len(asked) >= len(world.place.units) > MOST


def test_the_inbox_costs_the_same_with_two_messages_and_with_many(who):
    world = issues.make_world()
    client, path = who(world, "office"), reverse("home:me")
    counted = []
    for times in (2, 12):
        fill(world, times)
        counted.append(len(statements(client, path)))
    inbox = notify.inbox([world.office.key])
    assert inbox.count() > 2 and counted[1] <= counted[0]
    with CaptureQueriesContext(connection) as asked:
        assert len(notify.render(inbox)) == inbox.count()
    kinds = {item.subject.partition(":")[0] for item in inbox}
    assert len(asked) <= 2 + 2 * len(kinds)
