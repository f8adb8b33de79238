"""The ground's own verbs."""

#: Verb and the roles that hold it.
VERBS: dict[str, set[str]] = {
    "accounts.create": {"operator"},
}
