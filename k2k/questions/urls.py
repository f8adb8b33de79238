from django.urls import path

from k2k.questions import views

app_name = "questions"
urlpatterns = [
    path("perumahan/<str:code>/soalan/", views.board, name="board"),
    path("perumahan/<str:code>/tanya/", views.ask, name="ask"),
    path("soalan/<str:code>/", views.show, name="show"),
    path("soalan/<str:code>/juga/", views.want_to_know, name="want_to_know"),
    path("soalan/<str:code>/tanda/", views.mark, name="mark"),
    path("soalan/<str:code>/susulan/", views.follow_up, name="follow_up"),
    path("soalan/<str:code>/rayu/", views.appeal, name="appeal"),
    path("soalan/<str:code>/siar/", views.publish, name="publish"),
    path("soalan/<str:code>/tolak/", views.refuse, name="refuse"),
    path("soalan/<str:code>/jawab/", views.answer, name="answer"),
    path("soalan/<str:code>/betulkan/", views.correct, name="correct"),
    path("badan/<str:code>/tempoh-jawapan/", views.set_charter, name="set_charter"),
]
