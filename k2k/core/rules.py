"""The ground's own verbs."""

from k2k.core.actors import STAFF_ROLES

#: Verb and the roles that hold it. "invited" is somebody with a set-password link.
VERBS: dict[str, set[str]] = {
    "accounts.create": {"operator"},
    "accounts.invite": {"operator"},
    "accounts.forget_codes": {"operator"},
    "accounts.close": {"operator"},
    "accounts.set_password": {"invited"},
    "accounts.set_email": {*STAFF_ROLES, "dpo"},
    "notify.tell_phone": {*STAFF_ROLES, "dpo", "household"},
    "notify.forget_phone": {*STAFF_ROLES, "dpo", "household"},
}
