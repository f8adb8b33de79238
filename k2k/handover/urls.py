from django.urls import path

from k2k.handover import views

app_name = "handover"
urlpatterns = [
    path("kumpulan/<str:code>/serahan/", views.list_, name="list"),
    path("serahan/<str:code>/", views.show, name="show"),
    path("serahan/<str:code>/cetak/", views.print_, name="print"),
    path("serahan/<str:code>/kata/", views.mark, name="mark"),
    path("serahan/<str:code>/tambah/", views.add_item, name="add_item"),
    path("serahan/<str:code>/tanda/", views.sign, name="sign"),
    path("serahan/<str:code>/tutup/", views.close_unsigned, name="close_unsigned"),
]
