from django.urls import path

from k2k.elections import views, views_members, views_run

app_name = "elections"
urlpatterns = [
    path("kumpulan/<str:code>/pemilihan/", views.list_, name="list"),
    path("kumpulan/<str:code>/pemilihan/baharu/", views_run.call, name="call"),
    path("pemilihan/<str:code>/", views.show, name="show"),
    path("pemilihan/<str:code>/calon/", views.candidates, name="candidates"),
    path("pemilihan/<str:code>/calon/cetak/", views.print_candidates, name="print_candidates"),
    path("pemilihan/<str:code>/borang/", views.print_form, name="print_form"),
    path("pemilihan/<str:code>/keputusan/", views.result, name="result"),
    path("pemilihan/<str:code>/cadang/", views_members.nominate, name="nominate"),
    path("pemilihan/<str:code>/bantah/", views_members.object_to_result, name="object_to_result"),
    path("calon/<str:code>/sokong/", views_members.second, name="second"),
    path("calon/<str:code>/setuju/", views_members.consent, name="consent"),
    path("calon/<str:code>/tarik/", views_members.withdraw, name="withdraw"),
    path("calon/<str:code>/bantah/", views_members.object_, name="object"),
    path("calon/<str:code>/akaun/", views_members.invite, name="invite"),
    path("pemilihan/<str:code>/bantahan/", views_run.objections, name="objections"),
    path("pemilihan/<str:code>/taip/", views_run.enter, name="enter"),
    path("pemilihan/<str:code>/pengira/", views_run.name_teller, name="name_teller"),
    path("pemilihan/<str:code>/undi/", views_run.open_vote, name="open_vote"),
    path("pemilihan/<str:code>/kertas/", views_run.hand_paper, name="hand_paper"),
    path("pemilihan/<str:code>/batal/", views_run.cancel, name="cancel"),
    path("pemilihan/<str:code>/tahan/", views_run.suspend, name="suspend"),
    path("pemilihan/<str:code>/teruskan/", views_run.resume, name="resume"),
]
