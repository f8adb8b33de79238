"""The ground's own verbs."""

#: Verb and the roles that hold it. "invited" is somebody with a set-password link.
VERBS: dict[str, set[str]] = {
    "accounts.create": {"operator"},
    "accounts.invite": {"operator"},
    "accounts.forget_codes": {"operator"},
    "accounts.close": {"operator"},
    "accounts.set_password": {"invited"},
}
