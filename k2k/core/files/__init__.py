"""Photographs: checked, shrunk, stripped of everything but the picture, and private until cleared."""
