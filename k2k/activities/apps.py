from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "k2k.activities"
    label = "activities"
