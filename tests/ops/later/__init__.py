"""Migrations of a version still to come, for the way of an older archive into it."""
