from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "k2k.issues"
    label = "issues"
