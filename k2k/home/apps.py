from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "k2k.home"
    label = "home"
