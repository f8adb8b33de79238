"""Taking over somebody else's list: its buildings, its bodies, its reports and dates. Nothing is sent to anybody."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from k2k.bodies import commands as bodies
from k2k.commitments.commands import Taken, say_done, take_over
from k2k.core import clock, ids, nodes
from k2k.core.actors import SYSTEM
from k2k.core.commands import Context, Refused, command
from k2k.core.nodes import Node
from k2k.issues import findable, names, rules
from k2k.issues.importing import Row
from k2k.issues.models import ImportBatch, Issue, Step
from k2k.issues.profiles import Profile
from k2k.places import commands as places
from k2k.places import queries as places_queries

#: Rows written in one transaction; an interrupted import goes on after the last of them.
BATCH = 1000


def site_for(profile: Profile, since: datetime) -> Node:
    """The site of the profile, made when it is missing; in the example it becomes a part of the example."""
    name = profile.site.get("name") or f"{profile.name} (import)"
    found = Node.objects.filter(kind="site", name=name).first()
    if found:
        return found
    made = places.create_site(
        SYSTEM,
        name=name,
        state=profile.site.get("state", "MY-14"),
        address=profile.site.get("address", ""),
        started_on=clock.today(since),
        is_demo=places_queries.is_example(),
    )
    return made.node


def bodies_for(site: Node, wanted: dict[str, datetime]) -> dict[str, int]:
    """Ids of the agencies by name, made when they are missing; each works at the site since its first report."""
    found = dict(_agencies(site).filter(name__in=wanted).values_list("name", "id"))
    for name, since in sorted(wanted.items()):
        if name not in found:
            day = clock.today(since)
            body = bodies.create_body(SYSTEM, name=name, kind="agency", node=site, joined_on=day)
            bodies.give_jurisdiction(SYSTEM, body=body, node=site, since=day)
            found[name] = body.pk
    return found


def _agencies(site: Node):
    return Issue._meta.get_field("body").related_model.objects.filter(node=site)


def _buildings(site: Node, wanted: set[str]) -> dict[str, Node]:
    """The buildings by name, made when they are missing; a building of the source is a block."""
    blocks = Node.objects.filter(parent=site, kind="block")
    found = {node.name: node for node in blocks.filter(name__in=wanted).select_related("block", "floor")}
    missing = sorted(wanted - found.keys(), key=lambda name: (len(name), name))
    position = blocks.count()
    made = nodes.create_many(
        {"kind": "block", "noun": "building", "name": name, "parent": site, "position": position + number}
        for number, name in enumerate(missing, 1)
    )
    return found | {node.name: node for node in made}


@command("issues.import", at_node=lambda given: given["site"])
def take(
    ctx: Context, *, site: Node, profile: Profile, rows: list[Row], agencies: dict[str, int], sha256: str
) -> ImportBatch:
    """Take over up to BATCH rows of a list. Rows that are known are left as they are, so that it may run again.

    Only one thing is brought up to date: a report that was open and now has a time of closing. No message is sent, no
    clock is started, one line goes into the trail. Raises Refused when the list was taken over to another site.
    """
    known = {issue.source_id: issue for issue in _known(profile, [row.id for row in rows])}
    if any(issue.site_id != site.pk for issue in known.values()):
        raise Refused("This list was taken over to another site before.")
    new = [row for row in rows if row.id not in known]
    places_ = _buildings(site, {row.block for row in new if row.block})
    made = _write(ctx, site, profile, new, places_, agencies)
    _write_dates(made, new)
    findable.put_many(made, ctx.at)
    changed = sum(_bring_up_to_date(known[row.id], row) for row in rows if row.id in known)
    batch = ImportBatch.objects.create(
        profile=profile.name,
        sha256=sha256,
        site=site,
        rows=len(rows),
        made=len(made),
        changed=changed,
        known=len(known) - changed,
        refused=0,
        at=ctx.at,
    )
    ctx.detail(sha256=sha256, rows=len(rows), made=len(made), changed=changed, known=len(known) - changed)
    return batch


def _known(profile: Profile, wanted: list[str]) -> Iterable[Issue]:
    return Issue.objects.filter(source=profile.name, source_id__in=wanted)


def _write(
    ctx: Context, site: Node, profile: Profile, rows: list[Row], buildings: dict[str, Node], agencies: dict[str, int]
) -> list[Issue]:
    codes = _codes(len(rows))
    made = [
        _issue(row, buildings.get(row.block, site), site, profile.name, agencies.get(row.body), code)
        for row, code in zip(rows, codes, strict=True)
    ]
    Issue.objects.bulk_create(made, batch_size=250)
    steps = [Step(issue=issue, what="imported", at=ctx.at) for issue in made]
    steps += [Step(issue=i, what="claimed", at=i.claimed_at, body_id=i.body_id) for i in made if i.claimed_at]
    Step.objects.bulk_create(steps, batch_size=500)
    return made


def _codes(n: int) -> list[str]:
    """So many codes that no issue has."""
    codes: dict[str, None] = {}
    while len(codes) < n:
        codes |= dict.fromkeys(ids.new_code() for _each in range(n - len(codes)))
        for taken in Issue.objects.filter(code__in=list(codes)).values_list("code", flat=True):
            del codes[taken]
    return list(codes)


def _issue(row: Row, node: Node, site: Node, source: str, body_id: int | None, code: str) -> Issue:
    """One row as an issue. Closed by the source is a claim: only neighbours would confirm it."""
    return Issue(
        code=code,
        node=node,
        site=site,
        category=row.category,
        state="claimed" if row.closed else "accepted",
        channel="import",
        identity="open",
        lang="en",
        body_id=body_id,
        due=row.due,
        due_kind="promise" if row.due else "",
        reported_at=row.opened,
        occurred_at=row.opened,
        accepted_at=row.opened,
        claimed_at=row.closed,
        source=source,
        source_id=row.id,
        source_status=row.status,
        source_verdict=row.verdict,
        source_kind=row.kind,
    )


def _write_dates(made: list[Issue], rows: list[Row]) -> None:
    with translation.override("en"):
        take_over(
            Taken(
                source=issue.ref,
                node=issue.node,
                body_id=issue.body_id,
                what=f"{issue.node.name}: {names.category_label(issue.category)}",
                made_at=row.opened,
                due=row.due,
                claimed_at=row.closed,
            )
            for issue, row in zip(made, rows, strict=True)
            if row.due and issue.body_id
        )


def _bring_up_to_date(issue: Issue, row: Row) -> bool:
    """Whether the report was still open here and the list now says when it was closed."""
    if issue.state not in rules.IN_HAND or row.closed is None:
        return False
    issue.state, issue.claimed_at = "claimed", row.closed
    issue.source_status, issue.source_verdict = row.status, row.verdict
    issue.save(update_fields=["state", "claimed_at", "source_status", "source_verdict"])
    say_done(issue.ref, row.closed)
    Step.objects.create(issue=issue, what="claimed", at=row.closed, body_id=issue.body_id)
    return True


def take_all(
    site: Node, profile: Profile, rows: list[Row], sha256: str, say=lambda done, of: None
) -> list[ImportBatch]:
    """Take over a whole list, batch by batch, telling `say` how far it is. Run again it goes on where it stopped."""
    first: dict[str, datetime] = {}
    for row in rows:
        first[row.body] = min(first.get(row.body, row.opened), row.opened)
    agencies = bodies_for(site, first)
    batches = []
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        batches.append(take(SYSTEM, site=site, profile=profile, rows=part, agencies=agencies, sha256=sha256))
        say(min(start + BATCH, len(rows)), len(rows))
    return batches


def site_called(code: str) -> Node:
    """The site with this code. Raises Refused."""
    found = places_queries.site_by_code(code.upper())
    if found is None:
        raise Refused(f"no perumahan has the code {code}")
    return found.node
