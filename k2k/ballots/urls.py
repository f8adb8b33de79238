from django.urls import path

from k2k.ballots import views, views_proxy, views_result, views_run, views_tellers

app_name = "ballots"
urlpatterns = [
    path("perumahan/<str:code>/undi/", views.site, name="site"),
    path("undi/<str:code>/", views.show, name="show"),
    path("undi/<str:code>/kertas/", views.vote, name="vote"),
    path("undi/<str:code>/kertas/wakil/<int:proxy>/", views.vote, name="vote_for"),
    path("undi/<str:code>/wakil/", views_proxy.name_proxy, name="proxy"),
    path("undi/<str:code>/wakil/borang/", views_proxy.type_proxy, name="type_proxy"),
    path("undi/<str:code>/senarai/", views_run.sheet, name="roll"),
    path("undi/<str:code>/resit/", views.check, name="check"),
    path("undi/<str:code>/bantahan/", views.object_to_help, name="object"),
    path("undi/<str:code>/kiraan.json", views_result.tally_json, name="tally_json"),
    path("undi/<str:code>/kiraan.csv", views_result.tally_csv, name="tally_csv"),
    path("undi/<str:code>/kiraan-<int:number>.blt", views_result.tally_blt, name="tally_blt"),
    path("undi/<str:code>/kunci/", views_tellers.keep_key, name="keep_key"),
    path("undi/<str:code>/cabutan/", views_tellers.type_lots, name="type_lots"),
    path("undi/<str:code>/taip/<int:number>/", views_tellers.type_papers, name="type_papers"),
    path("undi/<str:code>/buka/", views_tellers.count, name="count"),
    path("undi/<str:code>/mula/", views_run.open_ballot, name="open"),
    path("undi/<str:code>/beri-kertas/", views_run.hand_paper, name="hand_paper"),
    path("undi/<str:code>/bantu/", views_run.help_vote, name="help"),
    path("undi/<str:code>/tutup/", views_run.close, name="close"),
    path("undi/<str:code>/batal/", views_run.cancel, name="cancel"),
]
