"""One walk through every address as one role, on the own and the other estate; what the tests then look at."""

from dataclasses import dataclass, field

from django.test import Client

from tests.architecture import story as stories
from tests.architecture.story import Estate, Story
from tests.architecture.walk import Address, Visit, addresses, visit

#: Signing out in the middle would make the rest of the walk anonymous.
NOT_POSTED = {"core:signout", "account_logout"}
NOT_ALLOWED = 405
#: Where somebody is sent who must first give their PIN.
PIN = "/saya/pin/"
#: Where somebody is sent who must first say who they are.
DOORS = ("/akaun/login/", "/akaun/reauthenticate/", "/kad/", "/akaun/2fa/")


@dataclass
class Seen:
    """What one visit showed, without the answer itself."""

    name: str
    estate: str
    method: str
    path: str
    status: int
    sent_to: str
    wrote: list[str]
    leaked: set[tuple[str, str]] = field(default_factory=set)

    @property
    def opened(self) -> bool:
        """Whether the address did something for this visitor: a page, a form with errors, a redirect to the result."""
        if self.status in (301, 302, 303):
            return not self.sent_to.startswith(DOORS)
        return self.status < 400 or self.status in (400, 409, 422, 429)


def _seen(story: Story, name: str, estate: Estate, method: str, found: Visit) -> Seen:
    text = found.text
    leaked = {
        (each.name, what) for each in (story.own, story.other) for what, word in each.canaries.items() if word in text
    }
    to = found.answer.headers.get("Location", "")
    return Seen(name, estate.name, method, found.path, found.status, to, found.wrote, leaked)


def walk_as(story: Story, role: str) -> list[Seen]:
    """Visit every address as `role`: GET on all things of its kind, else POST with nothing in it on the first."""
    client, seen = stories.client_of(story, role), []
    for address in addresses():
        for estate in (story.own, story.other):
            for path in address.visits(estate):
                found = visit(client, path)
                if found.status == NOT_ALLOWED:
                    seen += _posted(story, client, address, estate, path)
                    break
                seen.append(_seen(story, address.name, estate, "get", found))
            if not address.parameters:
                break
    return seen


def _posted(story: Story, client: Client, address: Address, estate: Estate, path: str) -> list[Seen]:
    if address.name in NOT_POSTED:
        return []
    return [_seen(story, address.name, estate, "post", visit(client, path, method="post"))]


def open_to_everybody(seen: list[Seen], public: dict[str, str]) -> list[str]:
    """Addresses that opened for somebody unknown and are not on the list."""
    return sorted({each.name for each in seen if each.opened} - set(public))


def writes(seen: list[Seen]) -> list[str]:
    """GETs that wrote a row."""
    return [f"{each.path} ({each.name}): {each.wrote[0]}" for each in seen if each.method == "get" and each.wrote]


def broken(seen: list[Seen]) -> list[str]:
    """Visits that ended in an error of ours."""
    return [f"{each.method} {each.path} ({each.name}): {each.status}" for each in seen if each.status >= 500]


def strayed(seen: list[Seen], other: str, public: dict[str, str]) -> list[str]:
    """Addresses of the other estate that opened although they are not public; being asked for the PIN opens nothing."""
    there = [each for each in seen if each.estate == other and not each.sent_to.startswith(PIN)]
    return sorted({each.name for each in there if each.opened} - set(public))
