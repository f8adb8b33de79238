"""Whatever is done in whatever order: an order never leaves a report without an owner, nor closes it in silence."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from k2k.core.commands import Denied, Refused
from k2k.issues.models import Issue
from k2k.issues.testing import make_issue
from k2k.works import commands, queries, testing
from k2k.works.models import Order

ACTS = ("draft", "quote", "approve", "refuse_quote", "accept", "start", "add_photo", "done", "cannot", "cancel")
GIVEN = {
    "quote": {"lines": [("Paip", 1, 100_01)]},
    "refuse_quote": {"reason": "Terlalu mahal"},
    "cannot": {"reason": "Dinding retak", "next_step": "Jurutera datang"},
    "cancel": {"reason": "Salah blok"},
}


class Undo(Exception):
    """Ends an example and takes back what it wrote."""


def act(world, issues, photo, verb: str, which: int) -> None:
    """Do one thing, or be refused."""
    orders = list(Order.objects.order_by("-id")[:2])
    try:
        if verb == "draft":
            chosen = [Issue.objects.get(pk=one.pk) for one in issues[which:]]
            words = {"kind": "contractor", "body": world.contractor, "what": "Baiki paip"}
            commands.draft(world.office, site=world.place.site, issues=chosen, **words)
        elif orders:
            given_ = {"photo": photo} if verb == "add_photo" else GIVEN.get(verb, {})
            getattr(commands, verb)(world.office, order=orders[which % len(orders)], **given_)
    except (Refused, Denied):
        pass


def holds(issues) -> None:
    """What must be true after each act."""
    for issue in Issue.objects.filter(pk__in=[one.pk for one in issues]):
        assert issue.state in ("new", "accepted", "started", "claimed")
        assert issue.state == "new" or (issue.body_id and issue.due)
        assert issue.orders.filter(ended_at=None).count() <= 1
        if issue.state == "claimed":
            assert issue.orders.filter(order__state="done").exists()
    for order in Order.objects.all():
        assert order.sen == sum(order.quotes.filter(pk=order.quote_id).values_list("sen", flat=True))
        assert order.state != "cannot_be_done" or (order.reason and order.next_step)


@pytest.mark.django_db
def test_an_order_never_leaves_a_report_without_an_owner_or_closes_it_in_silence(world):
    issues = [make_issue(world, node=node, category="leak") for node in world.place.corridors[:2]]
    photo = testing.picture()

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1)), min_size=4, max_size=14))
    def run(acts):
        try:
            with transaction.atomic():
                for verb, which in acts:
                    act(world, issues, photo, verb, which)
                    holds(issues)
                site = world.place.site
                spent = sum(order.sen for order in Order.objects.filter(state="done"))
                assert queries.total(queries.costs(site)) == spent
                raise Undo
        except Undo:
            pass

    run()
