"""What issues offer the house."""

from k2k.core import registry
from k2k.issues import rules

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
