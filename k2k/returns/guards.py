"""Rules of the database: what was filed stands, and no return goes away."""

from k2k.core.guards import Guard, immutable, no_delete

RETURN = "returns_annualreturn"

GUARDS = [
    *no_delete(RETURN),
    *immutable(RETURN, "group_id", "node_id", "year"),
    Guard(
        "return_filed_stands", RETURN, "UPDATE", "a return that was filed stays as it is", 'OLD."filed_on" IS NOT NULL'
    ),
]
