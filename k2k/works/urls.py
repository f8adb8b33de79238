from django.urls import path

from k2k.works import views, views_ideas

app_name = "works"
VERBS = {
    "quote": "harga", "approve": "lulus", "refuse_quote": "tolak-harga", "accept": "terima", "start": "mula",
    "add_photo": "gambar", "done": "siap", "clear_photos": "siar-gambar", "inspect": "periksa", "plan_care": "jaga",
    "cannot": "tidak-boleh", "cancel": "batal", "revoke_link": "batal-pautan",
}  # fmt: skip
urlpatterns = [
    path("perumahan/<str:code>/kerja/", views.orders, name="list"),
    path("perumahan/<str:code>/kerja/baharu/", views.draft, name="draft"),
    path("perumahan/<str:code>/kerja/cetak/", views.paper, name="paper"),
    path("perumahan/<str:code>/kerja/xlsx/", views.workbook, name="workbook"),
    path("perumahan/<str:code>/idea/", views_ideas.ideas, name="ideas"),
    path("perumahan/<str:code>/idea/baharu/", views_ideas.suggest, name="suggest"),
    path("arahan/<str:code>/", views.show, name="show"),
    path("arahan/<str:code>/pautan/", views.send_link, name="send_link"),
    *[path(f"arahan/<str:code>/{word}/", views.act, {"verb": verb}, name=verb) for verb, word in VERBS.items()],
    path("arahan/<str:code>/periksa/<int:number>/", views.record_inspection, name="record_inspection"),
    path("arahan/<str:code>/jaga/<int:number>/", views.care_done, name="care_done"),
    path("idea/<str:code>/", views_ideas.idea, name="idea"),
    path("idea/<str:code>/juga/", views_ideas.support, name="support"),
    path("idea/<str:code>/ambil/", views_ideas.take_idea, name="take_idea"),
    path("idea/<str:code>/tolak/", views_ideas.refuse_idea, name="refuse_idea"),
]
