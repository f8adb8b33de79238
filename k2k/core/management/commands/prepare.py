"""`k2k prepare`: from a fresh clone to something that can be served; changes nothing that is ready."""

import contextlib
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from k2k.core import registry
from k2k.core.nodes import Node
from k2k.core.ops import words


class Command(BaseCommand):
    """Words, styles, tables, and the example where nothing is there yet."""

    help = "Make this installation ready to be served."

    def handle(self, **_options) -> None:
        """Do each step, saying how long it took."""
        self._step("words", lambda: [words.compile_all(Path(root)) for root in settings.LOCALE_PATHS])
        self._step("styles", lambda: call_command("collectstatic", interactive=False, verbosity=0))
        self._step("tables", lambda: call_command("migrate", interactive=False, verbosity=0))
        is_new = not Node.objects.filter(kind="site").exists()
        if is_new:
            with contextlib.suppress(PermissionError):
                settings.HOME.chmod(0o700)
        if settings.DEMO and "demo" in get_commands() and (is_new or self._is_example()):
            if is_new:
                self.stdout.write("This home is empty: the example is being written (K2K_DEMO=0 starts empty).")
            call_command("demo")

    def _step(self, name: str, do) -> None:
        began = time.monotonic()
        do()
        self.stdout.write(f"{name}: ready ({time.monotonic() - began:.1f} s)")
        self.stdout.flush()

    @staticmethod
    def _is_example() -> bool:
        """An example that may not be finished: what stands of it is left alone."""
        return any(ask() for ask in registry.items("is_demo"))
