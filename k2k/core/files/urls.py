from django.urls import path

from k2k.core.files import views

app_name = "files"
urlpatterns = [path("<slug:code>/<slug:size>.jpg", views.photo, name="photo")]
