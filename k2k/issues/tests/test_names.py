"""Words and icons for everything that can be chosen."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from k2k.core import registry
from k2k.core.ui.icons import ICONS
from k2k.issues import names, rules, timeline
from k2k.issues.models import Step


def test_every_slug_has_a_word_and_an_icon():
    assert set(names.CATEGORIES) == set(rules.CATEGORIES)
    assert set(names.FAULTS) == set(rules.ALL_FAULTS)
    assert set(names.WHY_NOT) == set(rules.WHY_NOT)
    assert set(names.OUTSIDE_SYSTEMS) == set(rules.OUTSIDE_SYSTEMS)
    assert set(names.CHANNELS) == set(rules.CHANNELS)
    drawn = {icon for _word, icon in (*names.CATEGORIES.values(), *names.FAULTS.values())}
    assert drawn <= set(ICONS)


def test_a_lift_offers_its_six_faults_in_their_order(world):
    offered = names.choices(world.lift)
    assert [choice.slug for choice in offered] == [
        "lift.not_working", "lift.stuck", "lift.door", "lift.noise", "lift.dirty", "lift.other",
    ]  # fmt: skip
    assert [choice.fault for choice in offered if choice.is_emergency] == ["stuck"]


def test_every_place_offers_something_and_what_it_offers_can_be_reported(world, phone):
    from k2k.issues import commands

    places = [world.place.site, world.place.block, *world.place.floors[:1], *world.place.corridors[:1], world.lift]
    for node in [*places, *world.place.lobbies[:1], world.place.units[0]]:
        offered = names.choices(node)
        assert 3 <= len(offered) <= 9 and len({choice.slug for choice in offered}) == len(offered)
        for choice in offered[:1]:
            commands.report(phone, node=node, category=choice.category, fault=choice.fault)


@pytest.mark.parametrize("slug", ["lift.not_working", "lift.flickering", "light", "", "lift."])
def test_a_choice_is_found_by_its_slug_only_where_it_is_offered(world, slug):
    found = names.choice(world.lift, slug)
    assert (found is not None) == (slug == "lift.not_working")


def test_every_kind_of_step_in_the_code_has_a_sentence():
    here = Path(timeline.__file__).parent
    files = [*here.glob("commands/*.py"), *here.glob("*.py")]
    code = "".join(path.read_text() for path in files)
    used = set(re.findall(r'step\(ctx, \w+, "(\w+)"', code)) | set(re.findall(r'what="(\w+)"', code))
    assert used and used <= set(timeline.SAID)
    assert max(map(len, timeline.SAID)) <= Step._meta.get_field("what").max_length


def test_a_title_names_place_and_fault(world):
    from k2k.issues import testing

    issue = testing.make_issue(world, fault="not_working")
    with translation.override("en"):
        assert names.title(issue).endswith(": Not working") and "1" in names.title(issue)


def test_every_model_says_how_long_it_is_kept():
    from django.apps import apps

    told = {row.model for row in registry.items("retention")}
    assert {model._meta.label for model in apps.get_app_config("issues").get_models()} <= told


def test_what_is_called_like_its_place_stands_in_the_title_once(world):
    from k2k.core.actors import SYSTEM
    from k2k.issues import testing
    from k2k.places import commands as places

    playground = places.add_place(SYSTEM, parent=world.place.site, kind="spot", name="", noun="playground")
    issue = testing.make_issue(world, node=playground, category="playground")
    with translation.override("en"):
        assert names.title(issue) == "Playground"
        assert names.title(testing.make_issue(world, node=playground, category="light")) == "Playground: Light"
