"""Asked is what an app uses; who took "messages to you" back hears what is necessary and nothing else."""

import pytest
from django.urls import reverse

from k2k.core import clock, notify, registry
from k2k.core.notify import Message
from k2k.core.notify.models import InboxItem
from k2k.people import commands, consents
from k2k.people.messages import CardPrinted
from k2k.people.models import Consent
from k2k.people.testing import bound, make_household, make_person, sign_in_by_card


class Small(Message):
    """Something good to know."""

    slug = "test.small"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The sentence."""
        return "Something good to know."


@pytest.fixture
def person(home):
    return make_person(home.actor, home.household, name="Puan Noraini")


def heard(household, message=Small) -> bool:
    """Whether the household hears of it."""
    inbox = f"household:{household.pk}"
    notify.send(message, [inbox], subject=household.ref, at=clock.now())
    return bool(InboxItem.objects.filter(recipient=inbox, message=message.slug).delete()[0])


def answer(home, person, yes: bool) -> None:
    """The person agrees to messages, or takes it back."""
    if yes:
        commands.give_consent(home.actor, person=person, purpose="notices", how="screen")
    else:
        commands.withdraw_consent(home.actor, person=person, purpose="notices")


def test_a_home_in_which_nobody_was_asked_hears_everything(home, person):
    assert heard(home.household)


def test_who_took_messages_back_hears_only_what_is_necessary(home, person, here, mobiliser):
    other, _actor, _code = make_household(here.units[1], actor=mobiliser)
    answer(home, person, True)
    assert heard(home.household)
    answer(home, person, False)
    assert not heard(home.household) and heard(other)
    assert heard(home.household, CardPrinted)


def test_messages_begin_again_with_a_new_yes(home, person):
    for yes in (True, False, True):
        answer(home, person, yes)
    assert heard(home.household)


def test_one_persons_no_does_not_silence_another_who_said_yes(home, person):
    other = make_person(home.actor, home.household, name="Encik Ali")
    answer(home, person, True)
    answer(home, other, True)
    answer(home, person, False)
    assert heard(home.household)
    answer(home, other, False)
    assert not heard(home.household)


def test_who_moved_away_silences_nobody(home, person, here, mobiliser):
    other, _actor, _code = make_household(here.units[1], actor=mobiliser)
    answer(home, person, True)
    answer(home, person, False)
    commands.move_person(mobiliser, person=person, household=other)
    assert heard(home.household) and not heard(other)


def test_asked_is_only_what_an_app_uses(client, home, person):
    sign_in_by_card(client, home.code)
    page = client.get(reverse("people:person", args=[person.code]))
    assert [text.purpose for text, _given in page.context["asked"]] == registry.keys("consent_purpose")
    assert registry.keys("consent_purpose") == ["household", "notices"]
    address = reverse("people:give_consent", args=[person.code])
    assert client.post(address, {"purpose": "photo", "answer": "yes"}).status_code == 404
    assert not Consent.objects.filter(purpose="photo").exists()


def test_what_was_agreed_to_before_is_shown_and_taken_back_though_nobody_uses_it(client, home, person):
    commands.give_consent(bound(home.actor, person), person=person, purpose="photo", how="paper")
    sign_in_by_card(client, home.code)
    page = client.get(reverse("people:person", args=[person.code]))
    assert consents.TEXTS["photo"] in [text for text, _given in page.context["asked"]]
    client.post(reverse("people:give_consent", args=[person.code]), {"purpose": "photo", "answer": "no"})
    assert Consent.objects.get(purpose="photo").withdrawn_at
