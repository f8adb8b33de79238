import pytest

from k2k.bodies import testing as bodies_testing
from k2k.issues import testing


@pytest.fixture
def world(db):
    """A site with its office, contractor and four homes."""
    return testing.make_world()


@pytest.fixture
def association(world):
    """A residents' association at the same desk."""
    return bodies_testing.make_association(world.place.site)


@pytest.fixture
def agency(world):
    """A body outside, which works here and has not joined."""
    from k2k.bodies import commands as bodies
    from k2k.core.actors import SYSTEM

    site, since = world.place.site, bodies_testing.LONG_AGO
    body = bodies.create_body(SYSTEM, name="DBKL Ujian", kind="agency", node=site)
    bodies.give_jurisdiction(SYSTEM, body=body, node=site, since=since)
    return body


@pytest.fixture
def clerk(client, world):
    """The office's clerk before the screen."""
    return sign_in(client, world.office)


def sign_in(client, actor):
    """As the role cards do it; a real account would have to type its one-time code."""
    actor.account.is_demo = True
    actor.account.save()
    client.force_login(actor.account)
    return client
