"""Rights: an account holds a role at a node for a time. Whoever ends the post ends the right."""

from datetime import datetime

from django.conf import settings
from django.db import models

from k2k.core.nodes import Node


class Grant(models.Model):
    """`account` holds `role` at `node` and all below it, from `since` until `until` (half-open)."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=24)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    source = models.CharField(max_length=60)

    class Meta:
        app_label = "core"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="grant_ends_after_start"
            ),
            models.UniqueConstraint(fields=["account", "role", "node", "since", "source"], name="grant_once"),
        ]

    @property
    def ref(self) -> str:
        """Soft reference of this grant."""
        return f"core.grant:{self.pk}"


def give(account, role: str, node: Node, *, since: datetime, until: datetime | None = None, source: str) -> Grant:
    """Write one right; `source` is the reference of what it follows from ("bodies.appointment:4")."""
    return Grant.objects.create(account=account, role=role, node=node, since=since, until=until, source=source)


def end(source: str, at: datetime) -> int:
    """End every right that follows from `source` at `at`; returns how many ended."""
    running = Grant.objects.filter(source=source).filter(models.Q(until=None) | models.Q(until__gt=at))
    return running.update(until=models.Case(models.When(since__gt=at, then=models.F("since")), default=at))


def held(account_id: int, at: datetime) -> tuple[tuple[str, int], ...]:
    """The (role, node id) pairs an account holds at `at`."""
    rows = Grant.objects.filter(account_id=account_id, since__lte=at).filter(
        models.Q(until=None) | models.Q(until__gt=at)
    )
    return tuple(rows.order_by("id").values_list("role", "node_id"))


def holders(roles: set[str], node: Node, at: datetime) -> list[int]:
    """Account ids that hold one of `roles` at `node` or above it, at `at`."""
    rows = Grant.objects.filter(role__in=roles, since__lte=at, node__below__descendant=node).filter(
        models.Q(until=None) | models.Q(until__gt=at)
    )
    return sorted(set(rows.values_list("account_id", flat=True)))
