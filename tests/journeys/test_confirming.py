"""The office takes a report on, a body promises, somebody does the work, and neighbours say whether it is done."""

from tests.journeys.test_reporting import report_here, scan
from tests.journeys.visitor import OFFICE, PHONE, PHOTO, Visitor


def soon(product, days: int) -> str:
    """A working day so many days from now, as a date field wants it."""
    return product.ask(
        "from k2k.core import clock;"
        f"found = clock.add_working_days(clock.today(clock.now()), {days}, 'MY-14').isoformat()"
    )


def do(who: Visitor, number: str, verb: str, **fields: str) -> None:
    """Open a report and use one form of the office's panel."""
    who.go(f"/aduan/{number}/")
    section = who.page.locator(f"details#{verb}")
    if section.get_attribute("open") is None:
        section.locator("summary").first.click()
    for name, value in fields.items():
        field = section.locator(f"[name={name}]")
        if field.get_attribute("type") == "file":
            field.set_input_files(value)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    who.tap(section.locator("form > button.btn"))


def test_puan_noraini_is_asked_and_her_yes_makes_the_repair_disahkan_jiran(phone, product):
    phone.be("resident")
    assert phone.path == f"/aduan/{product.codes['asked']}/"
    assert "Siap, menunggu jiran" in phone.words()
    yes, no = phone.page.locator(".bar .pair.even button").all()
    assert (yes.inner_text(), no.inner_text()) == ("Ya", "Belum")
    sizes = [one.bounding_box() for one in (yes, no)]
    assert abs(sizes[0]["width"] - sizes[1]["width"]) < 2 and sizes[0]["height"] == sizes[1]["height"]
    phone.shot("verify")
    phone.tap(yes)
    phone.page.wait_for_selector(".st:has-text('Disahkan jiran')")
    assert phone.taps == 1
    phone.go(f"/perumahan/{product.codes['site']}/")
    assert phone.page.locator(f"a[href='/aduan/{product.codes['asked']}/']:has-text('Disahkan jiran')").count() == 1


def test_a_report_goes_round_from_the_label_to_a_belum_that_opens_it_again(person, product):
    """Noraini reports with her card, the clerk accepts, the technician promises and claims, Noraini says not yet."""
    noraini, clerk, technician = person(**PHONE), person(**OFFICE), person(**PHONE)
    noraini.be("resident")
    scan(noraini, product.codes["lift"])
    number = report_here(noraini, "lift.noise")
    clerk.be("clerk")
    do(clerk, number, "accept", body="Jaya Lif")
    assert "Sasaran" in clerk.words()
    technician.be("contractor")
    do(technician, number, "promise_date", due=soon(product, 3))
    assert "Janji" in technician.page.locator("li.promise").first.inner_text()
    technician.go(f"/perumahan/{product.codes['site']}/janji/")
    assert "Lif 3 · Blok C" in technician.words()
    do(technician, number, "start")
    assert "Sedang dibaiki" in technician.words()
    do(technician, number, "claim", photo=str(PHOTO), text="Galas ditukar.")
    assert "Siap, menunggu jiran" in technician.words()
    noraini.go(f"/aduan/{number}/")
    noraini.tap("#jawapan details summary")
    noraini.page.fill("[name=why_not]", "Masih berbunyi di tingkat 8.")
    noraini.tap(".bar button[value=no]")
    noraini.page.wait_for_selector(".st:has-text('Belum elok, dibuka semula')")
    clerk.go(f"/aduan/{number}/")
    assert "Masih berbunyi di tingkat 8." in clerk.words()


def test_the_technician_says_that_the_lift_is_done_and_the_board_waits_for_neighbours(phone, product):
    phone.be("contractor")
    do(phone, product.codes["started"], "claim", photo=str(PHOTO), text="Roda panduan ditukar.")
    assert "Siap, menunggu jiran" in phone.words()
    phone.go(f"/perumahan/{product.codes['site']}/janji/")
    promise = phone.page.locator("li.promise:has-text('Lif 1 · Blok A')").first
    assert "Siap, menunggu jiran" in promise.inner_text()


def test_an_answer_without_a_card_is_shown_and_closes_nothing(person, product):
    phone, clerk = person(**PHONE), person(**OFFICE)
    scan(phone, product.codes["lobby"])
    issue = report_here(phone, "light")
    clerk.be("clerk")
    do(clerk, issue, "accept")
    do(clerk, issue, "claim", text="Mentol ditukar.")
    phone.go(f"/aduan/{issue}/")
    phone.tap(".bar button[value=yes]")
    phone.page.wait_for_selector("#jawapan .note")
    phone.page.wait_for_load_state("networkidle")
    assert "Siap, menunggu jiran" in phone.words()
    assert "Disahkan jiran" not in phone.page.locator("main .st").all_inner_texts()


def test_a_new_date_keeps_the_first_one_and_its_reason_in_sight(person, product):
    clerk, neighbour = person(**OFFICE), person(**PHONE)
    clerk.be("clerk")
    do(clerk, product.codes["reopened"], "slip", new_due=soon(product, 12), reason="Paip baharu sampai minggu depan.")
    neighbour.go(f"/aduan/{product.codes['reopened']}/")
    assert "Paip baharu sampai minggu depan." in neighbour.words()
    assert neighbour.page.locator("li.promise time s").count() >= 1
