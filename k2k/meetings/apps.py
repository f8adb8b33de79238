from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "k2k.meetings"
    label = "meetings"
