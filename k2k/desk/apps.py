from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "k2k.desk"
    label = "desk"
