from django.urls import path

from k2k.groups import views, views_members

app_name = "groups"
urlpatterns = [
    # everybody
    path("perumahan/<str:code>/kumpulan/", views.site, name="site"),
    path("kumpulan/<str:code>/", views.group, name="group"),
    path("kumpulan/<str:code>/peraturan/", views.constitution, name="constitution"),
    path("kumpulan/<str:code>/kalendar/", views.calendar, name="calendar"),
    path("kumpulan/<str:code>/sihat/", views.health, name="health"),
    # members and who wants to be one
    path("kumpulan/<str:code>/sertai/", views_members.join, name="join"),
    path("ahli/<str:code>/", views_members.membership, name="membership"),
    path("ahli/<str:code>/surat/", views_members.show_letter, name="show_letter"),
    path("ahli/<str:code>/kenal/", views_members.vouch, name="vouch"),
    path("ahli/<str:code>/bantah/", views_members.object_to, name="object_to"),
    path("ahli/<str:code>/batal/", views_members.withdraw, name="withdraw"),
    path("ahli/<str:code>/keluar/", views_members.leave, name="leave"),
    # who runs the group
    path("kumpulan/<str:code>/ahli/", views_members.members, name="members"),
    path("kumpulan/<str:code>/ahli/borang/", views_members.enter, name="enter"),
    path("kumpulan/<str:code>/ahli/surat/", views_members.send_letter, name="send_letter"),
    path("kumpulan/<str:code>/peraturan/<slug:name>/", views.set_rule, name="set_rule"),
    path("ahli/<str:code>/putus/", views_members.decide, name="decide"),
    path("ahli/<str:code>/tamat/", views_members.end_membership, name="end_membership"),
    # the office
    path("perumahan/<str:code>/senarai/", views_members.office_list, name="office_list"),
    path("ahli/<str:code>/senarai/", views_members.confirm_residence, name="confirm_residence"),
    # the programme
    path("perumahan/<str:code>/kumpulan/baharu/", views.create, name="create"),
]
