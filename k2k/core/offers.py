"""What the ground itself offers the registry."""

from django.utils.translation import gettext_lazy as _

from k2k.core import guards, registry, rules
from k2k.core.accounts import commands as account_commands  # noqa: F401  (registers its verbs)
from k2k.core.accounts import views as account_views
from k2k.core.accounts.models import Account
from k2k.core.notify import commands as notify_commands  # noqa: F401  (registers its verbs)
from k2k.core.notify.messages import Recipient
from k2k.core.retention import Retention

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

_KEPT_BY_THE_HOUSE = _("so that the house works; nothing about persons")
_NO_PERSONS = _("a task of the office; no names")
_FOR_GOOD = _("for good, scrambled")
_DUTY = _("accountability for what was done")
_PHONES_STAY = _("until it is switched off or signed out, at most 90 days unused")
_CONSENT = _("consent by sending it")

registry.add(
    "retention",
    Retention("core.Node", _("where something is"), _("as long as the building stands"), _NO_PERSONS),
    Retention("core.NodePath", _("where something is"), _("as long as the building stands"), _NO_PERSONS),
    Retention("core.Account", _("who works here and signs in"), _("as long as the work lasts"), _DUTY),
    Retention("core.Grant", _("who may do what, and since when"), _("for good, so that acts stay explained"), _DUTY),
    Retention("core.StaffDevice", _("phones of staff, which confirm no repair"), _FOR_GOOD, _DUTY),
    Retention("core.SignedLink", _("links for one thing, made for one outsider"), _FOR_GOOD, _DUTY),
    Retention("core.TrailLine", _("what was done, by number, never by name"), _("for good"), _DUTY),
    Retention("core.TrailPrivate", _("the words of an act"), _("until erasure is asked for"), _DUTY),
    Retention("core.TrailHead", _("the newest mark of the trail"), _("for good"), _KEPT_BY_THE_HOUSE),
    Retention("core.StoredFile", _("photographs"), _("as long as their report; no place or time inside"), _CONSENT),
    Retention("core.InboxItem", _("messages to you"), _("as long as your card or account"), _CONSENT),
    Retention("core.Outgoing", _("what left by mail or to a phone, and when"), _("as long as its message"), _CONSENT),
    Retention("core.PushPhone", _("phones that say when there is news, scrambled"), _PHONES_STAY, _CONSENT),
    Retention("core.Receipt", _("so that what is sent twice counts once"), _("90 days"), _KEPT_BY_THE_HOUSE),
    Retention("core.Attempt", _("how often somebody tried, scrambled"), _("a few days"), _KEPT_BY_THE_HOUSE),
    Retention("core.SearchEntry", _("words by which things are found"), _("as long as the thing itself"), _DUTY),
    Retention("core.Job", _("work that waits"), _("7 days after it is done"), _KEPT_BY_THE_HOUSE),
    Retention("core.Schedule", _("work that comes back"), _("as long as K2K runs there"), _KEPT_BY_THE_HOUSE),
)
