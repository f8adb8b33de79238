"""The first step, as it is."""

from importlib import import_module

Migration = import_module("k2k.commitments.migrations.0001_initial").Migration
