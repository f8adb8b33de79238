from django.urls import path

from k2k.desk import views, views_outside

app_name = "desk"
urlpatterns = [
    path("meja/<str:code>/", views.show, name="show"),
    path("meja/<str:code>/buat/", views.act, name="act"),
    path("meja/<str:code>/ramai/", views.many, name="many"),
    path("meja/<str:code>/helaian-kerja/", views.work, name="work"),
    path("meja/<str:code>/senarai.xlsx", views.workbook, name="workbook"),
    path("meja/<str:code>/nombor-luar/", views_outside.read_back, name="read_back"),
    path("meja/<str:code>/<slug:which>/", views.show, name="list"),
    path("aduan/<str:code>/pihak-luar/", views_outside.case, name="case"),
    path("aduan/<str:code>/pihak-luar/surat/", views_outside.letter, name="letter"),
    path("aduan/<str:code>/pihak-luar/<slug:doing>/", views_outside.do, name="outside"),
]
