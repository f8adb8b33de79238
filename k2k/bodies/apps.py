from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "k2k.bodies"
    label = "bodies"
