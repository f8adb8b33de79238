"""Who acts: an account, a household card, nobody by name, a signed link, or the system itself."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from k2k.core import grants, nodes, registry
from k2k.core.nodes import Node

#: In a verb's roles: everybody may, signed in or not.
ANYONE = "anyone"
#: In a verb's roles: only the house itself (jobs, imports, commands of the operator).
SYSTEM_ROLE = "system"
#: Roles that work on residents' behalf; their devices never confirm a repair.
STAFF_ROLES = frozenset({"operator", "officer", "office", "committee", "contractor", "owner", "mobiliser", "safeguard"})


@dataclass(frozen=True)
class Actor:
    """Somebody who acts. `key` is opaque and goes into the trail; `name` never does."""

    kind: str
    key: str
    grants: tuple[tuple[str, int], ...] = ()
    account: Any = None
    household_id: int | None = None
    person_id: int | None = None
    device: str = ""
    name: str = field(default="", repr=False)
    link: Any = None
    card_since: datetime | None = None
    _above: dict[int, set[int]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_system(self) -> bool:
        """Whether the house itself acts."""
        return self.kind == "system"

    def nodes_for(self, roles: set[str] | frozenset[str]) -> set[int]:
        """Ids of the nodes at which one of `roles` is held."""
        return {node_id for role, node_id in self.grants if role in roles}

    def holds(self, roles: set[str] | frozenset[str], node: Node | None = None) -> bool:
        """Whether one of `roles` is held at `node` or above it; without a node, anywhere.

        At most one query for each node, however often it is asked: places never move.
        """
        places = self.nodes_for(roles)
        if node is None or not places:
            return bool(places)
        if places & {node.pk, node.parent_id, node.floor_id, node.block_id, node.site_id}:
            return True
        if node.pk not in self._above:
            self._above[node.pk] = nodes.above(node.pk)
        return bool(places & self._above[node.pk])

    def may(self, verb: str, node: Node | None = None) -> bool:
        """Whether this actor may do `verb` at `node` (None: anywhere it holds a fitting role)."""
        roles = roles_for(verb)
        if self.is_system or ANYONE in roles:
            return True
        return self.holds(roles, node)

    @property
    def inboxes(self) -> list[str]:
        """The recipient keys whose messages this actor reads."""
        return [self.key, f"household:{self.household_id}"] if self.household_id else [self.key]

    @property
    def is_staff(self) -> bool:
        """Whether the actor works here in a post."""
        return any(role in STAFF_ROLES for role, _ in self.grants)

    @classmethod
    def anonymous(cls, device: str = "") -> "Actor":
        """Nobody by name; `device` is a random mark of the phone, kept only as a keyed hash."""
        return cls(kind="anonymous", key="anon", device=device)

    def on_device(self, device: str) -> "Actor":
        """The same actor, on this device."""
        return replace(self, device=device)


SYSTEM = Actor(kind="system", key="system", name="K2K")


def for_account(account, at: datetime) -> Actor:
    """The actor of a signed-in account with the rights it holds at `at`."""
    return Actor(
        kind="account",
        key=f"account:{account.pk}",
        account=account,
        grants=grants.held(account.pk, at),
        name=account.display_name,
    )


def roles_for(verb: str) -> set[str]:
    """The roles that may do `verb`, as its app's rules.py says. Raises KeyError for an unknown verb."""
    found = registry.get("verb", verb)
    if found is None:
        raise KeyError(f"no rules name the verb {verb}")
    return found
