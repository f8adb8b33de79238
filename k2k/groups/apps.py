from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "k2k.groups"
    label = "groups"
