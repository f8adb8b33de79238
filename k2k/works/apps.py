from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "k2k.works"
    label = "works"
