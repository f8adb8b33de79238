from django.urls import path

from k2k.people import views_card, views_changes, views_door, views_mine, views_number, views_officer, views_pin

app_name = "people"
urlpatterns = [
    path("k/<str:code>/", views_card.scan, name="scan"),
    path("kad/", views_card.card, name="card"),
    path("saya/", views_mine.mine, name="mine"),
    path("saya/mesej/", views_mine.messages, name="messages"),
    path("saya/mesej/baca/", views_mine.read, name="read"),
    path("saya/siapa/", views_mine.choose, name="choose"),
    path("saya/pin/", views_pin.enter, name="pin"),
    path("saya/semua-telefon/", views_mine.everywhere, name="revoke_card"),
    path("saya/kad-berhenti/", views_mine.stopped, name="stopped"),
    path("saya/sudah-padam/", views_mine.erased, name="erased"),
    path("saya/sms/", views_number.keep, name="keep_number"),
    path("saya/sms/henti/", views_number.drop, name="drop_number"),
    path("saya/gabung/", views_changes.join, name="join_homes"),
    path("saya/gabung/semak/", views_changes.check_join, name="check_join"),
    path("saya/pisah/", views_changes.part, name="part_home"),
    path("saya/tukar/<str:code>/henti/", views_changes.stop, name="stop_change"),
    path("saya/orang/", views_mine.add, name="add_person"),
    path("saya/orang/<str:code>/", views_mine.person, name="person"),
    path("saya/orang/<str:code>/betul/", views_mine.correct, name="correct_person"),
    path("saya/orang/<str:code>/setuju/", views_mine.consent, name="give_consent"),
    path("saya/orang/<str:code>/pin/", views_mine.set_pin, name="set_pin"),
    path("saya/orang/<str:code>/pin/padam/", views_door.clear_pin, name="clear_pin"),
    path("saya/orang/<str:code>/data/", views_mine.export, name="export_person"),
    path("saya/orang/<str:code>/padam/", views_mine.erase, name="erase_person"),
    path("pintu/", views_door.start, name="doors"),
    path("pintu/selesai/", views_door.done_helping, name="done_helping"),
    path("pintu/<str:code>/", views_door.door, name="door"),
    path("pintu/<str:code>/rumah/", views_door.create, name="create_household"),
    path("pintu/<str:code>/kad/", views_door.print_cards, name="issue_card"),
    path("pintu/<str:code>/tamat/", views_door.end, name="end_household"),
    path("pintu/<str:code>/bantu/", views_door.help_home, name="help"),
    path("data-peribadi/", views_officer.subject, name="subject"),
]
