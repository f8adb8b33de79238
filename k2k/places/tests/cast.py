"""Who keeps places in order."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.test import Client

from k2k.core import grants
from k2k.core.accounts.models import Account
from k2k.core.actors import Actor, for_account
from k2k.core.nodes import Node

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@dataclass
class Desk:
    """Somebody with a post: the account, and the actor it is."""

    account: Account

    @property
    def actor(self) -> Actor:
        """The actor with the rights it holds now."""
        return for_account(self.account, NOON)

    def browser(self) -> Client:
        """A browser in which this person is signed in."""
        client = Client()
        client.force_login(self.account)
        return client


def desk(name: str, role: str, node: Node) -> Desk:
    """A demo account that holds `role` at `node`; demo accounts need no one-time code."""
    account = Account.objects.create_user(name, display_name=name, is_demo=True)
    grants.give(account, role, node, since=datetime(2020, 1, 1, tzinfo=UTC), source=f"tests:{name}")
    return Desk(account)
