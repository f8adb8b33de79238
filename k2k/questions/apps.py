from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "k2k.questions"
    label = "questions"
