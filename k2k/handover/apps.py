from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "k2k.handover"
    label = "handover"
