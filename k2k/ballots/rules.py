"""Ballots: who may do what."""
