"""Rules of the database: what somebody signed does not change, and no list goes away."""

from k2k.core.guards import Guard, immutable, no_delete

HANDOVER, ITEM, PARCEL = "handover_handover", "handover_item", "handover_parcel"


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in columns) + ")"


def _once(column: str) -> str:
    return f'(OLD."{column}" IS NOT NULL AND OLD."{column}" IS DISTINCT FROM NEW."{column}")'


def _open(row: str, also: str = "") -> str:
    rule = f'h."id" = {row}."handover_id" AND h."state" = \'open\''
    return f'EXISTS (SELECT 1 FROM "{HANDOVER}" h WHERE {rule}{also})'


GUARDS = [
    *no_delete(HANDOVER),
    *immutable(HANDOVER, "code", "body_id", "node_id", "site_id", "appointment_id", "post", "outgoing_id", "due_on"),
    Guard(
        "handover_signatures_stay", HANDOVER, "UPDATE", "a signature stays, and so does who follows",
        " OR ".join(map(_once, ("outgoing_signed_at", "incoming_signed_at", "closed_at", "incoming_id"))),
    ),
    Guard(
        "handover_over_stays", HANDOVER, "UPDATE", "a handover that is over stays as it is",
        "OLD.\"state\" <> 'open' AND OLD.\"state\" <> NEW.\"state\"",
    ),
    *no_delete(PARCEL),
    *immutable(PARCEL, "code", "node_id", "writer", "received_at"),
    Guard(
        "handover_parcel_decided_stays", PARCEL, "UPDATE", "what was decided of a parcel stays",
        f"OLD.\"state\" <> 'waiting' AND {_changed('state', 'decided_at', 'reason')}",
    ),
    Guard(
        "handover_parcel_only_erased", PARCEL, "UPDATE", "what is sealed in a parcel is not changed, only erased",
        'OLD."sealed" <> NEW."sealed" AND NEW."erased_at" IS NULL',
    ),
    *no_delete(ITEM),
    *immutable(ITEM, "handover_id", "number", "kind", "text", "about"),
    Guard(
        "handover_item_in_time", ITEM, "INSERT", "a list that is over takes no more things", unless=_open("NEW"),
    ),
    *[
        Guard(
            f"handover_item_{side}_signed", ITEM, "UPDATE", "what somebody signed does not change",
            _changed(f"{side}_says", f"{side}_sen"), unless=_open("OLD", f' AND h."{side}_signed_at" IS NULL'),
        )
        for side in ("outgoing", "incoming")
    ],
]  # fmt: skip
