from django.urls import path

from k2k.commitments import views

app_name = "commitments"
urlpatterns = [
    path("perumahan/<str:code>/janji/", views.board, name="board"),
    path("perumahan/<str:code>/janji.csv", views.board_csv, name="board_csv"),
    path("perumahan/<str:code>/janji.json", views.board_json, name="board_json"),
    path("badan/<str:code>/janji/", views.body_board, name="body_board"),
    path("janji/<str:code>/", views.show, name="show"),
]
