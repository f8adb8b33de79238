from django.urls import path

from k2k.bodies import views, views_desk, views_matrix, views_notices, views_posts

app_name = "bodies"
urlpatterns = [
    # everybody
    path("perumahan/<str:code>/siapa/", views_matrix.matrix, name="matrix"),
    path("perumahan/<str:code>/notis/", views_notices.notices, name="notices"),
    path("badan/<str:code>/", views.body, name="body"),
    path("notis/<str:code>/", views_notices.notice, name="notice"),
    # who works here
    path("perumahan/<str:code>/siapa/ubah/", views_matrix.assign_responsibility, name="assign_responsibility"),
    path("perumahan/<str:code>/siapa/kosongkan/", views_matrix.end_responsibility, name="end_responsibility"),
    path("perumahan/<str:code>/notis/baharu/", views_notices.publish_notice, name="publish_notice"),
    path("notis/<str:code>/turun/", views_notices.withdraw_notice, name="withdraw_notice"),
    # the programme
    path("perumahan/<str:code>/badan/", views_desk.desk, name="desk"),
    path("perumahan/<str:code>/badan/baharu/", views_desk.create_body, name="create_body"),
    path("perumahan/<str:code>/badan/duduk/", views_desk.seat, name="seat"),
    path("perumahan/<str:code>/badan/keluar/", views_desk.unseat, name="unseat"),
    path("perumahan/<str:code>/badan/kerja/", views_desk.give_jurisdiction, name="give_jurisdiction"),
    path("perumahan/<str:code>/badan/henti/", views_desk.end_jurisdiction, name="end_jurisdiction"),
    path("badan/<str:code>/sertai/", views_desk.join, name="join"),
    path("badan/<str:code>/mesyuarat/", views_desk.record_first_meeting, name="record_first_meeting"),
    path("badan/<str:code>/pertikai/", views_desk.contest, name="contest"),
    path("badan/<str:code>/selesai/", views_desk.settle, name="settle"),
    path("badan/<str:code>/jawatan/", views_posts.posts, name="posts"),
    path("badan/<str:code>/jawatan/baharu/", views_posts.create_post, name="create_post"),
    path("badan/<str:code>/jawatan/lantik/", views_posts.appoint, name="appoint"),
    path("badan/<str:code>/jawatan/tamat/", views_posts.end_appointment, name="end_appointment"),
]
