"""What groups offer the house."""

from k2k.core import registry
from k2k.groups import jobs, rules  # noqa: F401  (jobs: they are known from here)

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
