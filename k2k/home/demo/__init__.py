"""The example: three invented perumahan and twelve months, told through the house's own commands.

The same story is seed data, smoke test, screenshots and training set. Dates are relative to the day it is built.
"""
