"""A contractor on the fourteenth floor: four taps, the line gone after the first, and everything arrives once."""

from tests.journeys.test_offline import waits
from tests.journeys.visitor import PHOTO

ORDER = """
from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.works import commands, queries
site = Node.objects.get(kind="site", name="PPR Seri Kenanga")
body = next(one for one in bodies.choices_for(site, clock.now()) if one.kind == "contractor")
issues = queries.choosable(SYSTEM, site).filter(at_home=False, state="new")[:2]
order = commands.draft(SYSTEM, site=site, kind="contractor", body=body, what="Baiki koridor", issues=issues)
commands.quote(SYSTEM, order=order, lines=[("Lampu", 2, 8000)])
commands.approve(SYSTEM, order=order)
found = [order.code, commands.send_link(SYSTEM, order=order).path]
"""
STATE = """
from k2k.works.models import Order
order = Order.objects.get(code="%s")
found = [order.state, order.steps.filter(what__in=("accepted", "started", "done")).count(), order.photos.count(),
         sorted(set(order.links.values_list("issue__state", flat=True)))]
"""


def tap(who, verb: str) -> None:
    """Press the one button that stands open."""
    form = who.page.locator(f"form#{verb}")
    form.locator("button").click()


def test_four_taps_with_the_line_gone_in_between_arrive_once_and_in_order(phone, product):
    code, path = product.ask(ORDER)
    phone.go(path)
    assert phone.page.locator("form[data-offline]:visible").count() == 1
    tap(phone, "accept")
    phone.page.wait_for_selector("form#start:visible")
    assert product.ask(STATE % code)[0] == "accepted"
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    phone.context.set_offline(True)
    tap(phone, "start")
    phone.page.wait_for_selector("form#add_photo:visible")
    assert waits(phone) == 1
    phone.page.locator("form#add_photo input[type=file]").set_input_files(PHOTO)
    tap(phone, "add_photo")
    phone.page.wait_for_selector("form#done:visible")
    tap(phone, "done")
    phone.page.locator("[data-queue-count]:text-is('3')").first.wait_for(state="attached")
    phone.shot("works_offline")
    assert product.ask(STATE % code)[0] == "accepted"
    phone.context.set_offline(False)
    phone.page.wait_for_selector("[data-queue][hidden]", state="attached")
    assert product.ask(STATE % code) == ["done", 3, 1, ["claimed"]]
