from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "k2k.safety"
    label = "safety"
