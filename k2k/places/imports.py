"""The two steps of a register: read it into a draft, then write it."""

import hashlib
from typing import Any

from django.utils.translation import gettext as _

from k2k.core import clock, ids, trail
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused, command
from k2k.core.nodes import Node
from k2k.places import building, findable
from k2k.places.models import RegisterDraft, Site
from k2k.places.register import doubts, plan, reading, tables, writing
from k2k.places.register.reading import Home

BASIS_LENGTH = 300


def read_register(actor: Actor, *, site_node: Node, upload: Any, keep_people_basis: str = "", **how) -> RegisterDraft:
    """Read an XLSX or CSV register into a draft; nothing of the site changes. `upload` is an open file or bytes.

    Columns about people are dropped here, before anything is stored; a named legal basis is recorded, and still no
    person is imported. The reading is done before the transaction, so that nobody waits for a large file.
    Raises Denied, and Refused(field="upload") when the file cannot be read.
    """
    if not actor.may("places.read_register", site_node):
        raise Denied("places.read_register")
    content = _content(upload)
    today = clock.today(how.get("at"))
    found = reading.understand(tables.read(content), today)
    if not found.homes:
        raise tables.refusal(_("No home was found in this file: no row has a block, a floor and a unit number."))
    packed = found.doubts.packed()
    findings = {
        "rows": found.rows,
        "homes": len(found.homes),
        "left_out": sum(len(doubt["rows"]) for doubt in packed if doubt["slug"] in doubts.LEFT_OUT),
        "doubts": packed,
        "people": found.people,
        "others": found.others,
        "basis_named": bool(keep_people_basis.strip()),
    }
    return _keep_draft(
        actor,
        site_node=site_node,
        sha256=hashlib.sha256(content).hexdigest(),
        rows=[home.packed() for home in found.homes],
        findings=findings,
        basis=keep_people_basis.strip()[:BASIS_LENGTH],
        **how,
    )


def _content(upload: Any) -> bytes:
    if isinstance(upload, bytes):
        return upload
    if (getattr(upload, "size", 0) or 0) > tables.MOST_BYTES:
        raise tables.too_large()
    upload.seek(0)
    return upload.read(tables.MOST_BYTES + 1)


@command("places.read_register", at_node=lambda given: given["site_node"])
def _keep_draft(ctx, *, site_node: Node, sha256: str, rows: list, findings: dict, basis: str) -> RegisterDraft:
    """Keep what was read until somebody decides. The text of a legal basis goes into the erasable half of the trail."""
    draft = RegisterDraft.objects.create(
        code=ids.new_code(),
        node=site_node,
        by=ctx.actor.key,
        sha256=sha256,
        rows=rows,
        findings=findings,
        created_at=ctx.at,
    )
    ctx.detail(file=sha256[:16], homes=len(rows), people_columns=len(findings["people"]), basis_named=bool(basis))
    if basis:
        ctx.private(basis=basis)
    return draft


def planned(draft: RegisterDraft, at) -> plan.Plan:
    """What confirming the draft would do now; three queries."""
    return plan.compare(draft.node, [Home.unpacked(row) for row in draft.rows], clock.today(at))


def mark(found: plan.Plan) -> str:
    """A short mark of a plan, by which a confirmation can tell that the site has changed since it was shown."""
    return hashlib.sha256(trail.canonical(found.summary()).encode()).hexdigest()[:16]


@command("places.import_register", at_node=lambda given: given["draft"].node)
def import_register(
    ctx, *, draft: RegisterDraft, lifts: int = 0, furnish: bool = True, seen: str = ""
) -> RegisterDraft:
    """Write a draft: new blocks, floors, homes and tenures; what the file lacks stays. Doing it twice changes nothing.

    `lifts` is the number of lifts of each new block; `furnish` gives it lobby, stairs, bin room, pump, tank and
    corridors. Refused when `seen` is the mark of another plan: the site has changed since the person looked.
    """
    Site.objects.select_for_update().get(pk=draft.node_id)
    draft = RegisterDraft.objects.select_related("node").get(pk=draft.pk)
    if draft.confirmed_at:
        ctx.detail(draft=draft.pk, again=True)
        return draft
    building.check_lifts(lifts)
    found = planned(draft, ctx.at)
    if seen and seen != mark(found):
        raise Refused(_("The perumahan has changed since you looked. Look at the differences again, then confirm."))
    made = writing.write(draft.node, found, clock.today(ctx.at), lifts=lifts, furnish=furnish)
    findable.put_many(made, ctx.at)
    summary = found.summary()
    draft.findings = {**draft.findings, "done": summary}
    draft.rows, draft.confirmed_at = [], ctx.at
    draft.save(update_fields=["rows", "findings", "confirmed_at"])
    ctx.detail(draft=draft.pk, file=draft.sha256[:16], lifts=lifts, furnish=furnish, **summary)
    ctx.announce("places.register_imported", site=draft.node)
    return draft
