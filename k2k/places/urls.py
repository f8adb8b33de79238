from django.urls import path

from k2k.places import views, views_closing, views_days, views_labels, views_manage, views_register

app_name = "places"
urlpatterns = [
    # anybody, from a label
    path("s/", views.type_code, name="type_code"),
    path("s/<str:code>/", views.scan, name="scan"),
    path("tempat/", views.find_site, name="find_site"),
    path("tempat/<str:code>/", views.find, name="find"),
    # the office and the operator
    path("urus/", views_manage.site_list, name="site_list"),
    path("urus/baharu/", views_manage.create_site, name="create_site"),
    path("urus/<str:code>/", views_manage.manage, name="manage"),
    path("urus/<str:code>/tambah/", views_manage.add_place, name="add_place"),
    path("urus/<str:code>/blok/", views_manage.build_block, name="build_block"),
    path("urus/<str:code>/talian/", views_manage.set_lines, name="set_lines"),
    path("urus/<str:code>/pegangan/", views_manage.set_tenure, name="set_tenure"),
    path("urus/<str:code>/tutup/", views_closing.close, name="close"),
    path("urus/<str:code>/buka/", views_closing.reopen, name="reopen"),
    path("urus/<str:code>/hari/", views_days.days, name="days"),
    path("urus/<str:code>/hari/<int:number>/buang/", views_days.drop, name="drop_days"),
    path("urus/<str:code>/label/", views_labels.label_sheet, name="label_sheet"),
    path("urus/<str:code>/daftar/", views_register.read_register, name="register"),
    path("urus/<str:code>/daftar.xlsx", views_register.register_export, name="register_export"),
    path("daftar/<str:code>/", views_register.import_register, name="import_register"),
]
