"""Signed links: one purpose, one subject, an end; opening one uses nothing up."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from k2k.core import clock, commands, ids, nodes, registry, trail
from k2k.core.accounts import links
from k2k.core.accounts.commands import create_account, invite, set_password
from k2k.core.accounts.links import SignedLink
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused

PURPOSE = "test_work"
PASSWORD = "tiga-perkataan-sendiri"


@commands.command("tests.finish_work", at_node=lambda given: given["place"])
def finish_work(ctx, *, place) -> nodes.Node:
    """What a contractor's link is for, in these tests."""
    links.use(ctx.actor.link, ctx.at)
    return place


registry.put("verb", "tests.finish_work", {"contractor"})


def _work_page(request, link, actor) -> HttpResponse:
    if request.method == "POST":
        try:
            finish_work(actor, place=link.node)
        except Refused as refusal:
            return HttpResponse(refusal.sentence, status=400)
        return HttpResponse("done")
    return HttpResponse(f"{link.subject} {actor.key} {request.form_token}")


registry.put("link_purpose", PURPOSE, _work_page)


@pytest.fixture
def site(db):
    return nodes.create(kind="site", name="PPR Ujian", parent=nodes.root())


def work_link(site, **words) -> SignedLink:
    given = {"lasts": timedelta(days=2), "at": clock.now(), "single_use": True} | words
    return links.make_link(
        purpose=PURPOSE, subject="works.order:7", role="contractor", node=site, made_by="account:1", **given
    )


def post(client, path, **words):
    """Open the page and send its form."""
    token = client.get(path).wsgi_request.form_token
    return client.post(path, {"form_token": token, **words})


def test_a_link_is_kept_as_a_keyed_hash(site):
    link = work_link(site)
    token = link.path.strip("/").removeprefix("p/")
    assert token not in str({key: value for key, value in vars(link).items() if key != "path"})
    assert links.find(token) == link
    assert links.find(token.lower().replace("-", "")) == link
    assert SignedLink.objects.get().path == ""


def test_a_link_acts_with_one_role_at_one_node(site):
    token = work_link(site).path.split("/")[2]
    actor = links.resolve(token, clock.now())
    assert actor.kind == "link"
    assert actor.may("tests.finish_work", site)
    assert not actor.may("tests.finish_work", nodes.root())
    assert not actor.may("accounts.create", site)


def test_opening_a_link_uses_nothing_up_and_its_form_does(client, site):
    link = work_link(site)
    for _look in range(3):
        assert client.get(link.path).status_code == 200
    assert SignedLink.objects.get().used_at is None
    assert post(client, link.path).content == b"done"
    closed = client.get(link.path)
    assert closed.status_code == 410
    assert trail.history(nodes.Node.objects.get(pk=site.pk).ref).last().actor == f"link:{link.pk}"


def test_a_link_that_is_not_single_use_works_until_its_end(client, site):
    link = work_link(site, single_use=False)
    for _use in range(2):
        assert post(client, link.path).content == b"done"


def test_two_sendings_at_once_use_a_link_once(site):
    link = work_link(site)
    actor = links.actor_of(link)
    finish_work(actor, place=site)
    with pytest.raises(Refused):
        finish_work(actor, place=site)


@pytest.mark.parametrize("trouble", ["expired", "revoked", "used"])
def test_a_link_that_is_over_says_why_and_whom_to_ask(client, site, trouble):
    now = clock.now()
    link = work_link(site, at=now - timedelta(days=1), lasts=timedelta(hours=1 if trouble == "expired" else 48))
    if trouble != "expired":
        SignedLink.objects.update(**{f"{trouble}_at": now})
    page = client.get(link.path, headers={"accept-language": "en"})
    assert page.status_code == 410
    assert page.context["sentence"]
    assert not page.context["unknown"]
    assert links.resolve(link.path.split("/")[2], now) is None


@pytest.mark.parametrize("change", ["last", "first", "shorter", "longer"])
def test_a_changed_link_is_answered_with_a_sentence(client, site, change):
    token = work_link(site).path.split("/")[2]
    other = {symbol: ids.ALPHABET[ids.VALUES[symbol] - 1] for symbol in ids.ALPHABET}
    changed = {
        "last": token[:-1] + other[token[-1]],
        "first": other[token[0]] + token[1:],
        "shorter": token[:-2],
        "longer": token + "00000",
    }[change]
    page = client.get(f"/p/{changed}/")
    assert page.status_code == 404
    assert page.context["unknown"]


def test_an_address_with_a_character_no_text_has_is_not_found(client, site):
    assert client.get(work_link(site).path[:-1] + "%00/").status_code == 404


def test_a_link_whose_purpose_no_app_answers_is_not_found(client, site):
    link = links.make_link(purpose="gone", subject="x:1", at=clock.now(), lasts=timedelta(days=1), made_by="system")
    assert client.get(link.path).status_code == 404


def test_a_newer_link_for_the_same_thing_ends_the_one_before(client, site):
    first, second = work_link(site), work_link(site)
    assert client.get(first.path).status_code == 410
    assert client.get(second.path).status_code == 200


def test_a_secret_page_is_neither_kept_nor_passed_on_nor_logged(client, site, capfd):
    link = work_link(site)
    page = client.get(link.path)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert link.path.split("/")[2] not in capfd.readouterr().err


def test_a_browser_that_hides_its_origin_may_send_the_form_and_another_site_may_not(site):
    careful = Client(enforce_csrf_checks=True)
    link = work_link(site)
    token = careful.get(link.path).wsgi_request.form_token
    assert careful.post(link.path, {}, headers={"origin": "null"}).status_code == 403
    assert careful.post(link.path, {"form_token": "1:0"}, headers={"origin": "null"}).status_code == 403
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(link.path, {"form_token": token}, headers={"origin": "null"}).status_code == 403
    assert careful.post(link.path, {"form_token": token}, headers={"origin": "null"}).content == b"done"


def test_the_language_is_chosen_on_the_page_itself(client, db):
    account = create_account(SYSTEM, username="baru", display_name="Baru")
    link = invite(SYSTEM, account=account)
    page = client.get(link.path).content.decode()
    assert link.path not in page.replace(f'action="{link.path}"', "")
    chosen = client.get(link.path, {"language": "en"})
    assert chosen.url == link.path
    assert "Choose a password" in client.get(link.path).content.decode()


def test_a_weak_password_is_refused_beside_its_field_and_the_link_still_works(client, db):
    account = create_account(SYSTEM, username="baru", display_name="Baru")
    link = invite(SYSTEM, account=account)
    page = post(client, link.path, password="password12")
    assert page.context["form"].errors["password"]
    assert SignedLink.objects.get().used_at is None
    assert post(client, link.path, password=PASSWORD).url == reverse("account_login")
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_nobody_but_the_link_sets_a_password(site):
    account = create_account(SYSTEM, username="baru", display_name="Baru")
    invite(SYSTEM, account=account)
    for actor in (SYSTEM, links.actor_of(work_link(site))):
        with pytest.raises(Denied):
            set_password(actor, password=PASSWORD)


def test_no_password_and_no_token_stands_in_the_trail(client, db):
    account = create_account(SYSTEM, username="baru", display_name="Encik Rahsia")
    link = invite(SYSTEM, account=account)
    post(client, link.path, password=PASSWORD)
    lines = "".join(trail.TrailLine.objects.values_list("text", flat=True))
    for canary in (PASSWORD, link.path.split("/")[2], "Encik Rahsia"):
        assert canary not in lines
