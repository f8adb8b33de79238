from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "k2k.commitments"
    label = "commitments"
