from django.urls import path

from k2k.places import views

app_name = "places"
urlpatterns = [
    path("s/<str:code>/", views.scan, name="scan"),
]
