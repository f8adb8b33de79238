from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "k2k.assets"
    label = "assets"
