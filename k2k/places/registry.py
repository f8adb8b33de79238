"""What places offers the house."""

from k2k.core import registry
from k2k.places import queries, rules

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)

registry.add("label", queries.label)
