"""What home offers the house: the verbs, whether this is the example, where the mark leads."""

from django.urls import reverse

from k2k.core import registry
from k2k.home import events, rules, spoken  # noqa: F401  (events: its listener)
from k2k.places import queries as places

for verb, roles in rules.VERBS.items():
    registry.put("verb", verb, roles)


def _home_url(request) -> str:
    site = getattr(request, "site", None)
    return reverse("home:site", args=[site.code]) if site else reverse("home:start")


registry.add("spoken", spoken.SPOKEN)
registry.add("is_demo", places.is_example)
registry.add("home_url", _home_url)
registry.put("inbox_url", "account", lambda: reverse("home:me"))
