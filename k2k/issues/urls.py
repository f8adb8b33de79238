from django.urls import path

from k2k.issues import views, views_counter, views_office, views_pictures, views_report

app_name = "issues"
urlpatterns = [
    # a neighbour reports
    path("lapor/mula/<str:code>/", views_report.report_start, name="report_start"),
    path("lapor/<str:code>/", views_report.report_here, name="report_here"),
    path("susunan/", views.ordered, name="ordered"),
    path("aduan/<str:code>/terima/", views_report.received, name="received"),
    path("ikut/<str:secret>/terima/", views_report.received_secret, name="received_secret"),
    # the report itself
    path("aduan/<str:code>/", views.show, name="show"),
    path("aduan/<str:code>/cetak/", views.print_slip, name="print"),
    path("ikut/<str:secret>/", views.follow, name="follow"),
    path("ikut/<str:secret>/cetak/", views.print_secret, name="print_secret"),
    path("aduan/<str:code>/saya-juga/", views.tap, name="tap"),
    path("aduan/<str:code>/bukan-saya/", views.untap, name="untap"),
    path("aduan/<str:code>/sudah-elok/", views.answer, name="answer"),
    path("aduan/<str:code>/nombor-luar/", views.outside, name="outside"),
    # the office
    path("kaunter/<str:code>/", views_counter.counter, name="counter"),
    path("aduan/<str:code>/terima-kerja/", views_office.accept, name="accept"),
    path("aduan/<str:code>/serah/", views_office.hand_over, name="hand_over"),
    path("aduan/<str:code>/pautan/", views_office.send_link, name="send_link"),
    path("aduan/<str:code>/janji/", views_office.promise_date, name="promise_date"),
    path("aduan/<str:code>/tangguh/", views_office.slip, name="slip"),
    path("aduan/<str:code>/mula/", views_office.start, name="start"),
    path("aduan/<str:code>/siap/", views_office.claim, name="claim"),
    path("aduan/<str:code>/tolak/", views_office.reject, name="reject"),
    path("aduan/<str:code>/gabung/", views_office.merge, name="merge"),
    path("aduan/<str:code>/pisah/", views_office.unmerge, name="unmerge"),
    path("aduan/<str:code>/kata/", views_office.comment, name="comment"),
    path("aduan/<str:code>/susun/", views_office.prioritise, name="prioritise"),
    path("aduan/<str:code>/selamat/", views_office.make_safe, name="make_safe"),
    path("aduan/<str:code>/siar-gambar/", views_office.clear_photo, name="clear_photo"),
    path("aduan/<str:code>/simpan-gambar/", views_pictures.keep_photo, name="keep_photo"),
    path("aduan/<str:code>/kabur/<str:photo>/", views_pictures.blur_photo, name="blur_photo"),
    path("aduan/<str:code>/rayu-gambar/", views_pictures.appeal_photo, name="appeal_photo"),
    path("ikut/<str:secret>/rayu-gambar/", views_pictures.appeal_secret, name="appeal_secret"),
    path("aduan/<str:code>/status-luar/", views_office.outside_status, name="outside_status"),
    path("aduan/<str:code>/hubungan/", views_office.read_contact, name="read_contact"),
]
