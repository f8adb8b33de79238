"""What returns offer the house."""

from django.utils.translation import gettext_lazy as _

from k2k.core import registry
from k2k.core.retention import Retention
from k2k.returns import offers, rules
from k2k.returns.guards import GUARDS

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("guards", *GUARDS)
registry.put("ref", "returns.annualreturn", offers.ref)
registry.add("group_part", offers.part)
registry.add("group_due", offers.due)
registry.add(
    "retention",
    Retention(
        "returns.AnnualReturn", _("what a group told the Registrar of a year, and when"), _("for good"),
        _("to show that the group keeps the law"),
    ),
)  # fmt: skip
