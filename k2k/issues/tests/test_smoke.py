import pytest
from k2k.issues import testing, queries, commands
@pytest.mark.django_db
def test_smoke():
    w = testing.make_world()
    i = testing.make_issue(w, "accepted", fault="not_working")
    print(i.due, i.due_kind, i.body, queries.status(i, w.at))
    print([ (l.sentence,l.post,l.body) for l in queries.timeline(i, w.homes[0])])
    print(queries.can(w.homes[1], i), queries.lifts(w.place.block, w.at), queries.counts(w.place.site, w.at))
    commands.tap(w.homes[1], issue=i)
    print(queries.site_list(w.homes[0], w.place.site))
