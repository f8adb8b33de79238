from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "k2k.places"
    label = "places"
