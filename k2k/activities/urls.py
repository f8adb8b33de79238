from django.urls import path

from k2k.activities import views, views_roll, views_run, views_story

app_name = "activities"
urlpatterns = [
    path("perumahan/<str:code>/aktiviti/", views.calendar, name="calendar"),
    path("perumahan/<str:code>/aktiviti.ics", views.calendar_ics, name="calendar_ics"),
    path("kumpulan/<str:code>/aktiviti/", views.group, name="group"),
    path("kumpulan/<str:code>/aktiviti/baharu/", views_run.plan, name="plan"),
    path("aktiviti/<str:code>.ics", views.event_ics, name="event_ics"),
    path("aktiviti/<str:code>/", views.show, name="show"),
    path("aktiviti/<str:code>/poster/", views.poster, name="poster"),
    path("aktiviti/<str:code>/datang/", views.sign_up, name="sign_up"),
    path("aktiviti/<str:code>/tarik/", views.take_back, name="take_back"),
    path("aktiviti/<str:code>/ubah/", views_run.change, name="change"),
    path("aktiviti/<str:code>/umum/", views_run.announce, name="announce"),
    path("aktiviti/<str:code>/batal/", views_run.cancel, name="cancel"),
    path("aktiviti/<str:code>/hadir/", views_run.turnout, name="write_turnout"),
    path("aktiviti/<str:code>/murid/", views_roll.enrol, name="enrol"),
    path("aktiviti/<str:code>/murid/kertas/", views_roll.enrol_on_paper, name="enrol_on_paper"),
    path("aktiviti/<str:code>/daftar/", views_roll.roll, name="tick"),
    path("aktiviti/<str:code>/tutup/", views_roll.close_series, name="close_series"),
    path("murid/<str:code>/tarik/", views_roll.withdraw_pupil, name="withdraw_pupil"),
    path("saya/aktiviti/", views.mine, name="mine"),
    path("perumahan/<str:code>/cerita/", views_story.stories, name="stories"),
    path("perumahan/<str:code>/cerita/baharu/", views_story.tell, name="tell"),
    path("cerita/<str:code>/", views_story.story, name="story"),
    path("cerita/<str:code>/foto/<int:number>/", views_story.held_photo, name="held_photo"),
    path("cerita/<str:code>/siar/", views_story.publish_story, name="publish_story"),
    path("cerita/<str:code>/tolak/", views_story.refuse_story, name="refuse_story"),
    path("cerita/<str:code>/tarik/", views_story.withdraw_story, name="withdraw_story"),
]
