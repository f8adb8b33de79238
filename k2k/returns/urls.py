from django.urls import path

from k2k.returns import views

app_name = "returns"
urlpatterns = [
    path("kumpulan/<str:code>/penyata/", views.list_, name="list"),
    path("kumpulan/<str:code>/penyata/<int:year>/", views.show, name="show"),
    path("kumpulan/<str:code>/penyata/<int:year>/angka/", views.write, name="write"),
    path("kumpulan/<str:code>/penyata/<int:year>/dihantar/", views.file, name="file"),
]
