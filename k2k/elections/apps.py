from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "k2k.elections"
    label = "elections"
