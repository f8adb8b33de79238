"""A backup restored in the middle of a vote: what came after it is gone, and everybody who looks can see that."""

import pytest

from k2k.ballots import commands, queries, testing
from k2k.ballots.models import Ballot
from k2k.core import trail
from k2k.core.ops import backup, restore
from tests.ops.test_backup import silent

pytestmark = pytest.mark.django_db(transaction=True)


def test_votes_cast_after_the_backup_are_not_in_the_box_their_receipts_say_so_and_they_vote_again(tmp_path):
    made = testing.make_world()
    ballot = testing.make_open(made)
    early, late = testing.slip(), testing.slip()
    commands.cast_vote(made.cards[0], ballot=ballot, vote={1: [1], 2: [1]}, slip=early)
    backup.write(tmp_path / "half.tar", silent)
    before = backup.heads()
    commands.cast_vote(made.cards[1], ballot=ballot, vote={1: [2], 2: [1]}, slip=late)
    printed = backup.heads()

    restore.read(tmp_path / "half.tar", silent, replace=True)

    ballot = Ballot.objects.get(pk=ballot.pk)
    assert queries.digest_of(ballot, early) and not queries.digest_of(ballot, late)
    assert queries.turnout(ballot)[0] == ballot.envelopes.count() == 1
    assert backup.heads() == before != printed
    assert not list(trail.verify())
    commands.cast_vote(made.cards[1], ballot=ballot, vote={1: [2], 2: [1]}, slip=testing.slip())
    assert queries.turnout(ballot)[0] == ballot.envelopes.count() == 2
