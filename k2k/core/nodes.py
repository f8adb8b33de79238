"""The scope tree: everything that has a place hangs on a node, and rights at a node cover all below it.

A closure table (node, ancestor, depth) answers "is this inside that" with one indexed look-up on both engines.
"""

from collections.abc import Iterable

from django.db import IntegrityError, models, transaction

from k2k.core import ids

KINDS = ("programme", "site", "block", "floor", "unit", "spot", "asset")


class Node(models.Model):
    """A place in the tree: programme, site, block, floor, unit, spot or asset."""

    kind = models.CharField(max_length=12)
    noun = models.CharField(max_length=24, blank=True, default="")
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=16, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    site = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    block = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    floor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    position = models.IntegerField(default=0)
    closed_on = models.DateField(null=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="node_kind_known"),
            models.UniqueConstraint(fields=["parent", "kind", "noun", "name"], name="node_named_once"),
            models.UniqueConstraint(fields=["kind"], condition=models.Q(kind="programme"), name="node_one_programme"),
            models.CheckConstraint(
                condition=models.Q(kind="programme", site=None) | ~models.Q(kind="programme"),
                name="node_programme_has_no_site",
            ),
        ]
        indexes = [models.Index(fields=["site", "kind", "position"], name="node_site_kind")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.pk}"

    @property
    def ref(self) -> str:
        """Soft reference of this node."""
        return f"core.node:{self.pk}"


class NodePath(models.Model):
    """`descendant` lies under `ancestor`, `depth` steps down; every node lies under itself at depth 0."""

    ancestor = models.ForeignKey(Node, models.CASCADE, related_name="below")
    descendant = models.ForeignKey(Node, models.CASCADE, related_name="above")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["descendant", "ancestor"], name="path_once")]
        indexes = [models.Index(fields=["ancestor", "descendant"], name="path_below")]


def _inherit(node: Node, parent: Node | None) -> Node:
    """Copy site, block and floor down from the parent; a site, block or floor names itself."""
    if parent is not None:
        node.site_id, node.block_id, node.floor_id = parent.site_id, parent.block_id, parent.floor_id
    return node


@transaction.atomic
def create(
    *, kind: str, name: str, parent: Node | None = None, noun: str = "", position: int = 0, code: str = ""
) -> Node:
    """Make one node and its paths. The database refuses a second of the same name in one place."""
    row = {"kind": kind, "name": name, "parent": parent, "noun": noun, "position": position, "code": code}
    return create_many([row])[0]


@transaction.atomic
def create_many(rows: Iterable[dict]) -> list[Node]:
    """Make many nodes of one level at once (all parents exist already); six statements at any number of rows."""
    made = []
    for row in rows:
        node = Node(**{**row, "code": row.get("code") or ids.new_code()})
        made.append(_inherit(node, row["parent"]))
    Node.objects.bulk_create(made, batch_size=500)
    own = [node for node in made if node.kind in ("site", "block", "floor")]
    for node in own:
        setattr(node, f"{node.kind}_id", node.pk)
    if own:
        Node.objects.bulk_update(own, ["site", "block", "floor"], batch_size=500)
    _write_paths(made)
    return made


def _write_paths(made: list[Node]) -> None:
    parents = {node.parent_id for node in made if node.parent_id}
    above: dict[int, list[tuple[int, int]]] = {}
    paths = NodePath.objects.filter(descendant__in=parents).values_list("descendant_id", "ancestor_id", "depth")
    for descendant, ancestor, depth in paths:
        above.setdefault(descendant, []).append((ancestor, depth + 1))
    NodePath.objects.bulk_create(
        [
            NodePath(ancestor_id=ancestor, descendant_id=node.pk, depth=depth)
            for node in made
            for ancestor, depth in [(node.pk, 0), *above.get(node.parent_id, [])]
        ],
        batch_size=2000,
    )


def under(*roots: Node | int) -> models.QuerySet[Node]:
    """Everything at or below any of `roots`."""
    return Node.objects.filter(above__ancestor__in=roots).distinct()


def above(node_id: int) -> set[int]:
    """Ids of the node and of everything above it. One query."""
    return set(NodePath.objects.filter(descendant_id=node_id).values_list("ancestor_id", flat=True))


def scope(queryset: models.QuerySet, field: str, roots: Iterable[int]) -> models.QuerySet:
    """Keep the rows whose `field` (a Node foreign key) lies at or below one of `roots`."""
    inside = NodePath.objects.filter(ancestor_id__in=set(roots)).values("descendant_id")
    return queryset.filter(**{f"{field}_id__in": inside})


def root() -> Node:
    """The programme: the one node above all sites; made on first use."""
    programme = Node.objects.filter(kind="programme", parent=None)
    found = programme.first()
    if found is None:
        try:
            found = create(kind="programme", name="K2K")
        except IntegrityError:  # another process made it meanwhile
            found = programme.get()
    return found
