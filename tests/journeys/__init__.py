"""Journeys: the real product in a process of its own, and people before real screens."""
