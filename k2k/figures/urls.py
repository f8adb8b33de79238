from django.urls import path

from k2k.figures import views, views_cards
from k2k.figures.page import FORMS

app_name = "figures"
urlpatterns = [
    path("perumahan/<str:code>/angka/", views.site, name="site"),
    path("badan/<str:code>/angka/", views.body, name="body"),
    path("angka/", views.over, name="over"),
    *[
        route
        for form in FORMS
        for route in (
            path(f"perumahan/<str:code>/angka.{form}", views.site_file, {"form": form}, name=f"site_{form}"),
            path(f"badan/<str:code>/angka.{form}", views.body_file, {"form": form}, name=f"body_{form}"),
            path(f"angka.{form}", views.over_file, {"form": form}, name=f"over_{form}"),
        )
    ],
    path("perumahan/<str:code>/kad.png", views_cards.site, name="card_site"),
    path("blok/<str:code>/kad.png", views_cards.block, name="card_block"),
    path("aduan/<str:code>/kad.png", views_cards.issue, name="card_issue"),
    path("badan/<str:code>/kad.png", views_cards.body, name="card_body"),
]
