from django.urls import path

from k2k.safety import views, views_inbox

app_name = "safety"
urlpatterns = [
    path("selamat/", views.help_page, name="help"),
    path("selamat/keluar/", views.leave, name="leave"),
    path("sulit/", views.write, name="write"),
    path("sulit/pin/", views.mine, name="mine"),
    path("sulit/pin/<str:code>/", views.my_letter, name="my_letter"),
    path("sulit/pautan/<str:secret>/", views.follow, name="follow"),
    path("keperluan/", views.needs, name="needs"),
    path("sulit/peti/", views_inbox.inbox, name="inbox"),
    path("sulit/peti/<str:code>/", views_inbox.letter, name="letter"),
    path("sulit/peti/<str:code>/jawab/", views_inbox.reply, name="reply"),
    path("sulit/peti/<str:code>/tutup/", views_inbox.close, name="close"),
    path("talian/", views_inbox.lines, name="lines"),
]
