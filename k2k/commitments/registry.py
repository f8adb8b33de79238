from k2k.commitments import rules
from k2k.core import registry

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)
