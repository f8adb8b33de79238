"""The command decorator, on real tables: rights, idempotency, the trail, nothing half done."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from k2k.core import actors, clock, events, grants, nodes, registry, trail
from k2k.core.accounts.models import Account
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused, command
from k2k.core.models import InboxItem, Receipt, TrailHead, TrailLine, TrailPrivate

pytestmark = pytest.mark.django_db

registry.put("verb", "tests.name", {"office"})
registry.put("verb", "tests.rename", {"office"})


@command("tests.name", at_node=lambda given: given["node"])
def name(ctx, *, node, word, then=None):
    """Write an inbox item, as a stand-in for any row."""
    if word == "forbidden":
        raise Refused("Another word, please.", field="word")
    item = InboxItem.objects.create(recipient="account:1", message="m", subject=node.ref, args={"w": word}, at=ctx.at)
    item.ref = f"tests.item:{item.pk}"
    ctx.detail(length=len(word))
    ctx.private(word=word)
    ctx.announce("tests.named", item=item)
    if then:
        then()
    return item


@command("tests.rename", at_node=lambda given: given["node"])
def rename(ctx, *, node, words):
    """Call another command several times inside this one."""
    made = [name(ctx.actor, node=node, word=word, at=ctx.at) for word in words]
    return made[-1]


@pytest.fixture
def site():
    return nodes.create(kind="site", name="PPR Ujian", parent=nodes.root())


@pytest.fixture
def clerk(site):
    account = Account.objects.create_user("kerani", display_name="Kerani Ujian")
    grants.give(account, "office", site, since=clock.now(), source="tests:1")
    return actors.for_account(account, clock.now())


def test_a_role_at_a_site_covers_everything_below_it_and_nothing_beside_it(site, clerk):
    block = nodes.create(kind="block", name="A", parent=site)
    other = nodes.create(kind="site", name="PPR Lain", parent=nodes.root())
    assert clerk.may("tests.name", site) and clerk.may("tests.name", block)
    assert not clerk.may("tests.name", other)
    with pytest.raises(Denied):
        name(clerk, node=other, word="hello")


def test_what_a_place_says_of_itself_answers_without_a_query(site, clerk, django_assert_num_queries):
    block = nodes.create(kind="block", name="A", parent=site)
    spot = nodes.create(kind="spot", noun="lobby", name="", parent=block)
    with django_assert_num_queries(0):
        assert all(clerk.holds({"office"}, node) for node in (site, block, spot))


def test_a_right_ends_the_moment_its_source_ends(clerk, site):
    now = clock.now()
    assert grants.end("tests:1", now) == 1
    assert not actors.for_account(clerk.account, now).may("tests.name", site)


def test_one_command_writes_one_line_and_a_verified_chain(clerk, site):
    for word in ("one", "two", "three"):
        name(clerk, node=site, word=word)
    lines = TrailLine.objects.filter(head__site=site)
    assert [line.verb for line in lines.order_by("seq")] == ["tests.name"] * 3
    assert all(line.actor == clerk.key for line in lines)
    assert list(trail.verify()) == []


def test_the_trail_line_never_holds_free_text(clerk, site):
    name(clerk, node=site, word="Puan Rahsia 800101-14-5678")
    assert "Rahsia" not in "".join(TrailLine.objects.values_list("text", flat=True))
    assert "Rahsia" in TrailPrivate.objects.get().data


def test_erasing_the_private_half_leaves_the_chain_verified(clerk, site):
    item = name(clerk, node=site, word="Puan Rahsia")
    assert trail.erase([item.ref], clock.now()) == 1
    assert TrailPrivate.objects.get().data == ""
    assert list(trail.verify()) == []


def test_a_nested_command_shares_the_transaction_and_every_act_has_its_line(clerk, site):
    rename(clerk, node=site, words=["a", "b"])
    assert TrailLine.objects.filter(head__site=site).count() == 3
    with pytest.raises(Refused):
        rename(clerk, node=site, words=["c", "forbidden"])
    assert InboxItem.objects.count() == 2
    assert TrailLine.objects.filter(head__site=site).count() == 3


def test_a_failing_listener_undoes_the_whole_act(clerk, site):
    def fail(**_):
        raise RuntimeError

    events.on("tests.named")(fail)
    try:
        with pytest.raises(RuntimeError):
            name(clerk, node=site, word="x")
    finally:
        events._listeners["tests.named"].remove(fail)
    assert not InboxItem.objects.exists() and not TrailLine.objects.filter(head__site=site).exists()
    name(clerk, node=site, word="y")
    assert TrailLine.objects.filter(head__site=site).count() == 1


def test_the_same_client_id_gives_the_same_answer_and_writes_once(clerk, site):
    sent = uuid.uuid4()
    first = name(clerk, node=site, word="hello", client_id=sent)
    again = name(clerk, node=site, word="hello", client_id=sent)
    assert first.pk == again.pk
    assert InboxItem.objects.count() == 1 and TrailLine.objects.filter(head__site=site).count() == 1


def test_another_body_under_the_same_client_id_is_a_shown_conflict(clerk, site):
    sent = uuid.uuid4()
    name(clerk, node=site, word="hello", client_id=sent)
    with pytest.raises(Refused):
        name(clerk, node=site, word="other", client_id=sent)
    assert InboxItem.objects.count() == 1


def test_a_refused_act_leaves_no_receipt_so_that_it_can_be_sent_again(clerk, site):
    sent = uuid.uuid4()
    with pytest.raises(Refused):
        name(clerk, node=site, word="forbidden", client_id=sent)
    assert not Receipt.objects.exists()
    assert name(clerk, node=site, word="fine", client_id=sent).pk


def test_whoever_is_a_moment_too_late_gets_a_sentence_and_nothing_is_half_done(clerk, site):
    def somebody_was_faster():
        nodes.create(kind="block", name="A", parent=site)

    somebody_was_faster()
    with pytest.raises(Refused, match="at this moment"):
        name(clerk, node=site, word="hello", then=somebody_was_faster)
    assert not InboxItem.objects.exists() and not TrailLine.objects.exists()


def test_two_people_may_use_the_same_client_id(clerk, site):
    sent = uuid.uuid4()
    name(clerk, node=site, word="a", client_id=sent)
    name(Actor(kind="system", key="system"), node=site, word="b", client_id=sent)
    assert InboxItem.objects.count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_trailline SET verb = 'x'",
        "DELETE FROM core_trailline",
        "UPDATE core_trailprivate SET data = 'forged'",
        "DELETE FROM core_trailprivate",
        "UPDATE core_trailhead SET seq = 0",
        "UPDATE core_trailhead SET hash = 'ff'",
        "DELETE FROM core_trailhead",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(clerk, site, statement):
    name(clerk, node=site, word="hello")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def _without_guards(statement: str) -> None:
    """What an owner of the database could do: drop the triggers, change a row."""
    table = statement.split()[1]
    with connection.cursor() as cursor:
        for guard in registry.items("guards"):
            if guard.table == table:
                drop = f'DROP TRIGGER "{guard.name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else "")
                cursor.execute(drop)
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE core_trailline SET verb = 'x' WHERE seq = 2", "the columns differ from the hashed text"),
        ("UPDATE core_trailline SET text = replace(text, 'tests', 'texts') WHERE seq = 2", "the chain is broken here"),
        ("UPDATE core_trailprivate SET data = 'forged'", "the private row was changed"),
        ("UPDATE core_trailhead SET hash = 'ff'", "the head does not fit the last line"),
        (
            "UPDATE core_trailline SET occurred_at = '2001-01-01 00:00:00+00:00'",
            "the columns differ from the hashed text",
        ),
        ("UPDATE core_trailline SET text = 'nonsense' WHERE seq = 2", "the hashed text cannot be read"),
        (
            "UPDATE core_trailprivate SET data = 'forged', erased_at = '2001-01-01 00:00:00+00:00'",
            "the private row was changed",
        ),
    ],
)
def test_verify_finds_what_somebody_with_the_database_changed(clerk, site, statement, finding):
    for word in ("one", "two", "three"):
        name(clerk, node=site, word=word)
    _without_guards(statement)
    assert finding in {problem.what for problem in trail.verify()}


def test_the_programme_has_one_head_and_one_node(site):
    TrailHead.objects.create(site=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrailHead.objects.create(site=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        nodes.create(kind="programme", name="Another")


def test_a_line_cut_from_the_end_shows_because_the_head_does_not_fit(clerk, site):
    name(clerk, node=site, word="one")
    before = TrailHead.objects.get(site=site).hash
    name(clerk, node=site, word="two")
    _without_guards(f"UPDATE core_trailhead SET hash = '{before}'")
    assert [problem.what for problem in trail.verify()] == ["the head does not fit the last line"]
