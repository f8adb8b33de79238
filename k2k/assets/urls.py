from django.urls import path

from k2k.assets import views, views_office

app_name = "assets"
urlpatterns = [
    path("perumahan/<str:code>/aset/", views.assets, name="list"),
    path("perumahan/<str:code>/lif/", views.lifts, name="lifts"),
    path("perumahan/<str:code>/lif/waktu/", views_office.set_hours, name="set_hours"),
    path("perumahan/<str:code>/aset/kos/", views_office.cost, name="cost"),
    path("perumahan/<str:code>/aset/kos/xlsx/", views_office.workbook, name="workbook"),
    path("aset/<str:code>/", views.show, name="show"),
    path("aset/<str:code>/kes/", views_office.case, name="case"),
    path("aset/<str:code>/sijil/", views_office.certify, name="certify"),
    path("aset/<str:code>/jadual/", views_office.plan, name="plan"),
    path("aset/<str:code>/jadual/<int:number>/", views_office.record_visit, name="record_visit"),
    path("aset/<str:code>/jadual/<int:number>/tamat/", views_office.end_plan, name="end_plan"),
    path("aset/<str:code>/bahagian/", views_office.add_part, name="add_part"),
    path("aset/<str:code>/bahagian/<int:number>/", views_office.replace_part, name="replace_part"),
]
