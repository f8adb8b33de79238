"""Bodies: the kinds, the posts and the rights that follow from a post."""

#: Kinds of body that can promise. A party or a person in elected office is none of them.
BODY_KINDS = ("association", "office", "owner", "agency", "contractor", "funder", "programme")
#: What a body can be responsible for, at a place and for a kind of thing.
DUTIES = ("owns", "manages", "maintains")
#: As what a body sits at a site's desk.
SEATS = ("office", "association", "owner")

#: Post kind and the role it gives wherever the body sits or works.
POST_ROLES = {
    "clerk": "office",
    "manager": "office",
    "chair": "committee",
    "secretary": "committee",
    "treasurer": "committee",
    "committee_member": "committee",
    "owner_officer": "owner",
    "technician": "contractor",
    "mobiliser": "mobiliser",
    "programme_officer": "officer",
    "safeguarding_lead": "safeguard",
    "data_protection_officer": "dpo",
    "operator": "operator",
}

VERBS = {
    "bodies.create_body": {"operator", "officer"},
    "bodies.join": {"operator", "officer"},
    "bodies.record_first_meeting": {"operator", "officer", "office", "committee"},
    "bodies.give_jurisdiction": {"operator", "officer"},
    "bodies.seat": {"operator", "officer"},
    "bodies.unseat": {"operator", "officer"},
    "bodies.contest": {"operator", "officer"},
    "bodies.settle": {"operator", "officer"},
    "bodies.create_post": {"operator", "officer"},
    "bodies.appoint": {"operator", "officer"},
    "bodies.end_appointment": {"operator", "officer"},
    "bodies.assign_responsibility": {"operator", "officer", "office"},
    "bodies.publish_notice": {"office", "committee", "operator"},
    "bodies.withdraw_notice": {"office", "committee", "operator"},
}
