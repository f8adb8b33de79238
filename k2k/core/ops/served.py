"""What the web server's process loads: the application, and a watch that ends it should its parent be killed."""

import os
import signal
import threading

from k2k.core.ops.worker import LOOKS_EVERY
from k2k.wsgi import application

__all__ = ["application"]


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        threading.Event().wait(LOOKS_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
