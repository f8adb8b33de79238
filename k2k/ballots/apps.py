"""Registers the app with Django."""

from django.apps import AppConfig


class Ballots(AppConfig):
    """Ballots: secret votes, counted so that anybody can recount them."""

    name = "k2k.ballots"
    label = "ballots"
