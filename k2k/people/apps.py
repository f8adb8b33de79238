from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "k2k.people"
    label = "people"
