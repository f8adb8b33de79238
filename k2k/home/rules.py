"""Home writes nothing itself but the demo's own sign-in."""

VERBS: dict[str, set[str]] = {}
