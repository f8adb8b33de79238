"""Two housing estates with one of everything in them, made by commands: what the crawlers of this folder walk through.

Words that must not be seen by everybody are canaries: they carry what they are and whose.
"""

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.test import Client
from PIL import Image

from k2k.activities import commands as activities
from k2k.activities import testing as activities_testing
from k2k.assets import commands as assets
from k2k.assets import testing as assets_testing
from k2k.ballots import commands as ballots
from k2k.ballots import testing as ballots_testing
from k2k.bodies import commands as bodies
from k2k.bodies import queries as bodies_queries
from k2k.bodies import testing as bodies_testing
from k2k.commitments.models import Commitment
from k2k.core import clock, nodes
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM, Actor
from k2k.core.files import photos
from k2k.core.nodes import Node
from k2k.core.sealing import Words
from k2k.elections import commands as elections
from k2k.elections import testing as elections_testing
from k2k.elections.commands.calling import Wanted
from k2k.groups import commands as groups
from k2k.groups import queries as groups_queries
from k2k.groups import testing as groups_testing
from k2k.groups.models import Group
from k2k.groups.testing import Made
from k2k.handover import commands as handover
from k2k.issues import commands as issues
from k2k.issues import testing as issues_testing
from k2k.issues.models import Issue
from k2k.meetings import commands as meetings
from k2k.meetings import queries as meetings_queries
from k2k.people import queries as people_queries
from k2k.people import testing as people_testing
from k2k.people.models import Person
from k2k.places import commands as places
from k2k.questions import commands as questions
from k2k.questions.models import Question
from k2k.safety import commands as safety
from k2k.works import commands as works
from k2k.works import testing as works_testing

#: Staff of one estate, by the role their post or grant gives.
STAFF = ("office", "committee", "contractor", "owner", "mobiliser")
#: Those who work for the whole programme; the lead who reads letters in confidence belongs to no site.
PROGRAMME = ("officer", "operator", "dpo", "safeguard")
#: The reports that crawlers visit: public ones at both ends, and every private kind.
VISITED = ("new", "claimed", "at_home", "anonymous", "confidential")
PARCEL = '{"title": "Hadir", "url": "/x/", "at": "", "fields": []}'
ROLES = ("anonymous", "resident", *STAFF, *PROGRAMME)


@dataclass
class Estate:
    """One estate: its people by role, one of each kind of thing by name, and its canaries."""

    name: str
    world: issues_testing.World
    staff: dict[str, Actor] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)
    card_code: str = ""

    @property
    def site(self) -> Node:
        """Its node."""
        return self.world.place.site


@dataclass
class Story:
    """Both estates and the people of the programme."""

    own: Estate
    other: Estate
    programme: dict[str, Actor]


def picture() -> io.BytesIO:
    """A small photograph, as a phone would send it."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (120, 90, 60)).save(file, "JPEG")
    file.name, file.size = "lif.jpg", file.tell()
    file.seek(0)
    return file


def _staff(estate: Estate) -> None:
    world = estate.world
    estate.staff = {
        "office": world.office,
        "contractor": world.technician,
        "committee": bodies_testing.make_association(estate.site, f"Persatuan {estate.name}").clerk,
        "owner": bodies_testing.make_owner(estate.site, f"Pemilik {estate.name}").clerk,
        "mobiliser": people_testing.make_staff(f"mobiliser-{estate.name}", "mobiliser", estate.site),
    }
    estate.canaries["clerk"] = f"KanariKerani{estate.name}"
    Account.objects.filter(pk=world.office.account.pk).update(display_name=estate.canaries["clerk"])


def _home(estate: Estate) -> None:
    household, card, code = people_testing.make_household(estate.world.place.units[-1], at=estate.world.at)
    person = people_testing.make_person(SYSTEM, household, name=f"KanariNama{estate.name}")
    estate.card_code, estate.canaries["card"] = code, code
    estate.canaries["name"] = person.preferred_name
    estate.codes |= {"unit": [household.node.code], "person": [person.code], "household": [household.code]}
    estate.staff["resident"] = card


def _reports(estate: Estate) -> None:
    world, name, resident = estate.world, estate.name, estate.staff["resident"]
    for state in ("new", "accepted", "started", "claimed", "confirmed", "rejected"):
        node = world.place.lifts[1] if state == "new" else world.place.corridors[0]
        estate.issues[state] = issues_testing.make_issue(world, state, node=node, text=f"KanariTeks{name}")
    at_home = issues.report(
        resident, node=world.place.units[-1], category="leak", at_home=True, text=f"KanariRumah{name}", at=world.at
    )
    nobody = issues.report(
        SYSTEM.anonymous("d" * 32), node=world.lift, category="safety", identity="anonymous", at=world.at
    )
    sealed = issues.report(
        Actor.anonymous("e" * 32), node=world.place.lobbies[0], category="safety", identity="confidential",
        contact=f"KanariHubungi{name}", photo=photos.store_photo(picture(), node=world.lift, owner="anon", at=world.at),
        at=world.at,
    )  # fmt: skip
    estate.issues |= {"at_home": at_home, "anonymous": nobody, "confidential": sealed}
    estate.canaries |= {
        "text": f"KanariTeks{name}",
        "home text": f"KanariRumah{name}",
        "contact": f"KanariHubungi{name}",
        "secret": nobody.secret,
    }


def _questions(estate: Estate) -> None:
    """A question in every state, asked by the home; the words of those that are not public are a canary."""
    world, word = estate.world, f"KanariSoalan{estate.name}"
    asked = {"site": estate.site, "body": world.body, "at": world.at}
    resident, office = estate.staff["resident"], world.office
    for state in ("waiting", "answered", "held", "refused", "appealed"):
        public = state in ("waiting", "answered")
        text = "Bila lif siap?" if public else word
        one = questions.ask(resident, **asked, text=text, about_person=not public)
        if state == "answered":
            questions.answer(office, question=one, text="Esok.", at=world.at)
        if state in ("refused", "appealed"):
            questions.refuse(office, question=one, reason="private", at=world.at)
        if state == "appealed":
            questions.appeal(resident, question=one, at=world.at)
    estate.canaries["question"] = word


def _letters(estate: Estate) -> None:
    """A sealed letter by nobody by name and one under a person's PIN; nobody of the site may meet their words."""
    resident, word = estate.staff["resident"], f"KanariSulit{estate.name}"
    sent = {"text": word, "about": "violence", "site": estate.site, "at": estate.world.at}
    person = people_testing.make_person(SYSTEM, people_queries.household_of(resident), name="Puan Sulit")
    by_link = safety.write(resident, **sent)
    by_pin = safety.write(people_testing.bound(resident, person), under_pin=True, **sent)
    estate.codes |= {"letter": [by_link.code], "pin_letter": [by_pin.code], "letter_secret": [by_link.secret]}
    estate.canaries["letter"] = word


def _groups(estate: Estate) -> None:
    """The association is a group: the home belongs, another asked on paper, a third is objected to."""
    committee, resident, place = estate.staff["committee"], estate.staff["resident"], estate.world.place
    long_ago = estate.world.at - timedelta(days=90)
    group = groups.create(SYSTEM, body=bodies_queries.bodies_of(committee, estate.world.at)[0], kind="residents")
    name = f"KanariAhli{estate.name}"
    person = people_testing.make_person(SYSTEM, people_queries.household_of(resident), name=name)
    asked = groups.join(people_testing.bound(resident, person), group=group, at=long_ago)
    member = groups.admit(SYSTEM, membership=asked, at=long_ago + timedelta(days=8))
    other, _card, _code = people_testing.make_household(place.units[-2], at=estate.world.at)
    paper = groups.enter(committee, group=group, household=other, preferred_name=name)
    third, card, _code = people_testing.make_household(place.units[-3], at=estate.world.at)
    neighbour = people_testing.bound(card, people_testing.make_person(SYSTEM, third, name=name))
    disputed = groups.join(neighbour, group=group)
    groups.object_to(resident, membership=disputed, reason="not_here")
    estate.codes |= {"group": [group.code], "membership": [one.code for one in (member, paper, disputed)]}
    estate.canaries["applicant"] = name


def _ballots(estate: Estate) -> None:
    """A draft, an open, a closed and a counted ballot; the committee runs them, it and the mobiliser are tellers."""
    committee, tellers = estate.staff["committee"], [estate.staff["committee"], estate.staff["mobiliser"]]
    voters = [ballots_testing.line_of(estate.staff["resident"])]
    made = [ballots_testing.make_draft(committee, estate.site, voters, tellers) for _state in range(4)]
    for ballot in made[1:]:
        ballots.open_ballot(committee, ballot=ballot)
    for ballot in made[2:]:
        ballots.close(committee, ballot=ballot)
    phrases = {number: ballots_testing.PHRASES[number] for number in (1, 2)}
    ballots.count_votes(committee, ballot=made[3], passphrases=phrases)
    estate.codes["ballot"] = [ballot.code for ballot in made]


def _meetings(estate: Estate) -> None:
    """The group has a draft, a called and an open meeting, and one whose minutes are published."""
    secretary, now = estate.staff["committee"], clock.now()
    group, made = groups_queries.group(estate.codes["group"][0]), {}
    for state in ("draft", "called", "open", "published"):
        starts = now + timedelta(days=9) if state in ("draft", "called") else now + timedelta(minutes=1)
        made[state] = one = meetings.plan(
            secretary, group=group, kind="committee", starts_at=starts, place="Dewan", at=now - timedelta(days=9)
        )
        if state == "draft":
            continue
        meetings.call(secretary, meeting=one, at=now - timedelta(days=9))
        if state == "called":
            continue
        meetings.open_meeting(secretary, meeting=one)
        term = meetings_queries.committee_terms(one, now)[0]
        here = meetings.tick(secretary, meeting=one, appointment=term)
        item = one.items.filter(kind="motion").first()
        meetings.propose(secretary, meeting=one, item=item, text="Cat lobi", proposer=here)
        if state == "published":
            meetings.close(secretary, meeting=one)
            meetings.publish(secretary, meeting=one)
    estate.codes["meeting"] = [one.code for one in made.values()]
    _annual_meeting(estate, secretary, group, now - timedelta(days=20))


def _annual_meeting(estate: Estate, secretary: Actor, group: Group, at: datetime) -> None:
    """The year's meeting was held, so a return to the Registrar is owed."""
    starts = {"group": group, "kind": "agm", "starts_at": at, "place": "Dewan"}
    held = meetings.plan(secretary, **starts, at=at - timedelta(days=21))
    meetings.call(secretary, meeting=held, at=at - timedelta(days=20))
    meetings.open_meeting(secretary, meeting=held, at=at)
    meetings.tick(secretary, meeting=held, membership=groups_queries.members(group, at)[0], at=at)
    assert meetings.close(secretary, meeting=held, at=at + timedelta(hours=1)).quorate
    estate.codes["year"] = [str(clock.today(at).year)]


def _elections(estate: Estate) -> None:
    """A chair was elected and handed over to; a treasurer is being nominated."""
    then = estate.world.at - timedelta(days=60)
    run = elections_testing.make_call(members=0, others=0, at=then, site=estate.site, name=f"Kumpulan {estate.name}")
    for number in range(3):
        unit = nodes.create(kind="unit", name=f"E-{number}", parent=estate.world.place.floors[-1])
        household, card, _code = people_testing.make_household(unit, at=then, days_old=140)
        groups_testing.add_member(run.made, card, people_testing.make_person(card, household))
    elections_testing.stand(run, 2, "Puan Lee")
    run.pass_days(22)
    run.pass_days(40)
    made, at = run.made, estate.world.at - timedelta(days=2)
    days = elections_testing.days_from(at)
    called = elections.call_election(made.secretary, group=made.group, seats=[Wanted("treasurer")], at=at, **days)
    elections_testing.stand(elections_testing.Run(made, called), 1, "Encik Kumar", at=estate.world.at)
    estate.codes |= {
        "group": [*estate.codes["group"], made.group.code],
        "election": [run.election.code, called.code],
        "candidate": [row.code for one in (run.election, called) for row in one.candidates.all()],
        "handover": [row.code for row in made.group.body.handovers.all()],
        "parcel": [handover.hand_in(SYSTEM, parcel=Words(PARCEL)).code],
    }


def _activities(estate: Estate) -> None:
    """One that comes, a plan, one that was, a class with a child of the home, a story told and one that waits."""
    world, committee, resident = estate.world, estate.staff["committee"], estate.staff["resident"]
    group = groups_queries.group(estate.codes["group"][0])
    made = Made(estate.site, group, world.at, {"secretary": committee}, [resident])
    found = [
        activities_testing.make_activity(made, state, days=days)
        for state, days in (("announced", 6), ("planned", 5), ("over", -3))
    ]
    found.append(activities_testing.make_class(made))
    guardian = people_testing.bound(resident, Person.objects.get(code=estate.codes["person"][0]))
    name, word = f"KanariMurid{estate.name}", f"KanariCerita{estate.name}"
    pupil = activities.enrol(guardian, activity=found[-1], first_name=name, age="7_12", agreed=True, at=world.at)
    told = [
        activities_testing.make_story(resident, made, state, text=text)
        for state, text in (("published", "Dulu di sini sawah."), ("held", word))
    ]
    estate.canaries |= {"pupil": name, "story": word}
    estate.codes |= {
        "activity": [one.code for one in found],
        "pupil": [pupil.code],
        "story": [one.code for one in told],
    }


def _works(estate: Estate) -> None:
    """An order that goes on, one that is priced, one for a home alone, and an idea that became a bench."""
    world, own = estate.world, estate.staff["resident"]
    going = works_testing.make_order(world, "started", issues=[])
    works.inspect(world.office, order=going, starts_at=world.at + timedelta(days=2), who_comes="Pejabat", at=world.at)
    priced = works_testing.make_order(world, "quoted", issues=[])
    home = issues_testing.make_issue(world, node=world.place.units[0], category="leak")
    hidden = works_testing.make_order(world, issues=[home])
    taken, idea = (works_testing.make_idea(world, own) for _each in range(2))
    bench = works.take_idea(world.office, idea=taken, body=world.body, what="Pasang bangku", at=world.at)
    works.plan_care(world.office, order=bench, body=world.body, what="Ketatkan skru", every_days=30, at=world.at)
    estate.codes |= {
        "order": [one.code for one in (going, priced, hidden, bench)],
        "idea": [idea.code, taken.code],
    }


def _assets(estate: Estate) -> None:
    """A lift with a certificate, a schedule that was missed and a piece; a pump of which nothing is known."""
    world = estate.world
    assets_testing.make_certificate(world, left=20)
    assets_testing.make_schedule(world, days_ago=40)
    assets.add_part(world.office, node=world.lift, kind="whole", since=clock.today() - timedelta(days=900), at=world.at)
    pump = Node.objects.filter(site=estate.site, noun="pump").first()
    estate.codes["asset"] = [world.lift.code, pump.code]


def _codes(estate: Estate, token: str) -> None:
    world, place = estate.world, estate.world.place
    notice = bodies.publish_notice(
        world.office, body=world.body, node=estate.site, title="Air ditutup", text="Esok", lang="ms",
        until=clock.today() + timedelta(days=9),
    )  # fmt: skip
    register = b"Blok,Tingkat,No. Unit,Pegangan,Nama\r\nZ,1,Z-1-01,Sewa,Nama Rahsia\r\nZ,1,=1+1,,\r\n"
    draft = places.read_register(world.office, site_node=estate.site, upload=register)
    estate.codes |= {
        "site": [estate.site.code],
        "block": [place.block.code],
        "floor": [place.floors[-1].code],
        "spot": [world.lift.code, place.lobbies[0].code],
        "issue": [estate.issues[name].code for name in VISITED],
        "body": [world.body.code],
        "commitment": list(Commitment.objects.filter(site=estate.site).values_list("code", flat=True)[:2]),
        "notice": [notice.code],
        "question": list(Question.objects.filter(site=estate.site).order_by("id").values_list("code", flat=True)),
        "draft": [draft.code],
        "card": [estate.card_code],
        "secret": [estate.canaries["secret"]],
        "token": [token],
        "photo": [issue.photo.code for issue in estate.issues.values() if issue.photo_id],
    }


def make_estate(name: str) -> Estate:
    """One estate with its people, reports in every state, a notice, a draft, a photograph, a link."""
    estate = Estate(name, issues_testing.make_world(name=f"PPR {name}"))
    _staff(estate)
    _home(estate)
    _reports(estate)
    _questions(estate)
    _letters(estate)
    _groups(estate)
    _ballots(estate)
    _meetings(estate)
    _elections(estate)
    _activities(estate)
    _works(estate)
    _assets(estate)
    link = issues.send_link(estate.world.office, issue=estate.issues["accepted"], at=estate.world.at)
    _codes(estate, link.path.rstrip("/").rpartition("/")[2])
    return estate


def make_story() -> Story:
    """Both estates; every account may sign in without a one-time code, as the demo's do."""
    own, other = make_estate("Satu"), make_estate("Dua")
    programme = {role: people_testing.make_staff(f"programme-{role}", role, nodes.root()) for role in PROGRAMME}
    Account.objects.update(is_demo=True)
    return Story(own, other, programme)


def client_of(story: Story, role: str) -> Client:
    """A browser signed in as `role`, of the first estate where the role belongs to one."""
    client = Client(raise_request_exception=False)
    if role == "resident":
        answer = people_testing.sign_in_by_card(client, story.own.card_code)
        assert answer.status_code in (302, 303), "the card no longer signs in"
    elif role != "anonymous":
        actor = story.programme.get(role) or story.own.staff[role]
        client.force_login(actor.account)
    return client
