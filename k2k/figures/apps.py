from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "k2k.figures"
    label = "figures"
