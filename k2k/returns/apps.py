from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "k2k.returns"
    label = "returns"
