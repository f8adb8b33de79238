from django.urls import path

from k2k.home import views, views_demo, views_me, views_pages, views_programme

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("perumahan/<str:code>/", views.site, name="site"),
    path("perumahan/<str:code>/blok/", views.blocks, name="blocks"),
    path("blok/<str:code>/", views.block, name="block"),
    path("blok/<str:code>/poster/", views.poster, name="poster"),
    path("kerja/", views_me.me, name="me"),
    path("kerja/baca/", views_me.read, name="read"),
    path("program/", views_programme.programme, name="programme"),
    path("program/angka.csv", views_programme.programme_csv, name="programme_csv"),
    path("cari/", views_pages.find, name="search"),
    path("bantuan/", views_pages.help_page, name="help"),
    path("data-anda/", views_pages.privacy, name="privacy"),
    path("tentang/", views_pages.about, name="about"),
    path("betul/", views_pages.genuine, name="genuine"),
    path("status/", views_pages.status, name="status"),
    path("contoh/", views_demo.roles, name="demo"),
    path("contoh/<slug:slug>/", views_demo.enter, name="demo_enter"),
]
