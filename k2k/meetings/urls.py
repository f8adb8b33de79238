from django.urls import path

from k2k.meetings import views, views_day, views_minutes, views_motion, views_run

_GROUP = "kumpulan/<str:code>/"
_MEETING = f"{_GROUP}mesyuarat/<str:meeting>/"
_MOTION = f"{_MEETING}usul/<int:number>/"

app_name = "meetings"
urlpatterns = [
    path(f"{_GROUP}mesyuarat/", views.meetings, name="list"),
    path(f"{_GROUP}mesyuarat.ics", views.calendar, name="calendar"),
    path(f"{_GROUP}keputusan/", views.follow_up, name="follow_up"),
    path(f"{_GROUP}rancang-mesyuarat/", views_run.plan, name="plan"),
    path(_MEETING, views.show, name="show"),
    path(f"{_MEETING}notis/", views.notice, name="notice"),
    path(f"{_MEETING}agenda/", views_run.agenda, name="agenda"),
    path(f"{_MEETING}agenda/tambah/", views_run.add_item, name="add_item"),
    path(f"{_MEETING}agenda/buang/<int:number>/", views_run.drop_item, name="drop_item"),
    path(f"{_MEETING}panggil/", views_run.call, name="call"),
    path(f"{_MEETING}tunda/", views_run.move, name="move"),
    path(f"{_MEETING}batal/", views_run.cancel, name="cancel"),
    path(f"{_MEETING}buka/", views_run.open_meeting, name="open"),
    path(f"{_MEETING}panggilan-kedua/", views_run.second_call, name="second_call"),
    path(f"{_MEETING}tutup/", views_run.close, name="close"),
    path(f"{_MEETING}hadir/", views_day.attend, name="attend"),
    path(f"{_MEETING}senarai/", views_day.tick, name="tick"),
    path(f"{_MEETING}dinding/", views_day.wall, name="wall"),
    path(f"{_MEETING}usul/", views_motion.propose, name="propose"),
    path(_MOTION, views_motion.motion, name="motion"),
    path(f"{_MOTION}sokong/", views_motion.second, name="second"),
    path(f"{_MOTION}tarik/", views_motion.withdraw, name="withdraw"),
    path(f"{_MOTION}kepentingan/", views_motion.declare_interest, name="declare_interest"),
    path(f"{_MOTION}kecuali/", views_motion.recuse, name="recuse"),
    path(f"{_MOTION}angkat-tangan/", views_motion.vote_hands, name="vote_hands"),
    path(f"{_MOTION}panggil-nama/", views_motion.vote_roll, name="vote_roll"),
    path(f"{_MOTION}undi-sulit/", views_motion.vote_secret, name="vote_secret"),
    path(f"{_MOTION}janji/", views_motion.decide, name="decide"),
    path(f"{_MEETING}minit/", views_minutes.minutes, name="minutes"),
    path(f"{_MEETING}minit/tulis/<int:number>/", views_minutes.write, name="write"),
    path(f"{_MEETING}minit/siar/", views_minutes.publish, name="publish"),
    path(f"{_MEETING}minit/tandatangan/", views_minutes.sign, name="sign"),
    path(f"{_MEETING}minit/pembetulan/", views_minutes.correct, name="correct"),
    path(f"{_MEETING}minit/pembetulan/<int:number>/", views_minutes.answer, name="answer"),
    path(f"{_MEETING}minit/catatan/", views_minutes.note, name="note"),
]
