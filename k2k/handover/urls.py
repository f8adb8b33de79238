from django.urls import path

from k2k.handover import views, views_parcels

app_name = "handover"
urlpatterns = [
    path("bungkusan/", views_parcels.list_, name="parcels"),
    path("bungkusan/terima/", views_parcels.hand_in, name="hand_in"),
    path("bungkusan/<str:parcel>/", views_parcels.parcel, name="parcel"),
    path("bungkusan/<str:parcel>/putus/", views_parcels.decide, name="decide_parcel"),
    path("kumpulan/<str:code>/serahan/", views.list_, name="list"),
    path("serahan/<str:code>/", views.show, name="show"),
    path("serahan/<str:code>/cetak/", views.print_, name="print"),
    path("serahan/<str:code>/kata/", views.mark, name="mark"),
    path("serahan/<str:code>/tambah/", views.add_item, name="add_item"),
    path("serahan/<str:code>/tanda/", views.sign, name="sign"),
    path("serahan/<str:code>/tutup/", views.close_unsigned, name="close_unsigned"),
]
