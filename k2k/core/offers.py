"""What the ground itself offers the registry."""

from k2k.core import guards, registry, rules
from k2k.core.accounts import commands as account_commands  # noqa: F401  (registers its verbs)
from k2k.core.accounts import views as account_views
from k2k.core.accounts.models import Account
from k2k.core.notify.messages import Recipient

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add(
    "guards",
    *guards.append_only("core_trailline"),
    *guards.no_delete("core_trailprivate"),
    guards.Guard(
        "core_trailprivate_only_erased",
        "core_trailprivate",
        "UPDATE",
        "a private row is only ever erased",
        'NEW."data" <> \'\' OR OLD."line_id" <> NEW."line_id" OR OLD."salt" <> NEW."salt"',
    ),
    *guards.no_delete("core_trailhead"),
    guards.Guard(
        "core_trailhead_forward",
        "core_trailhead",
        "UPDATE",
        "a trail's head only moves forward",
        'NEW."seq" <= OLD."seq" OR OLD."site_id" IS DISTINCT FROM NEW."site_id"',
    ),
)


def _account(key: str) -> Recipient | None:
    kind, _colon, pk = key.partition(":")
    found = Account.objects.filter(pk=pk, is_active=True).first() if kind == "account" else None
    return Recipient(found.language, "" if found.is_demo else found.email) if found else None


registry.add("recipients", _account)
registry.put("link_purpose", "set_password", account_views.choose_password)
