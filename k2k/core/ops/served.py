"""What the web server's process loads: the application, and a watch that ends it should its parent be killed."""

import os
import signal
import threading
import time

from k2k.wsgi import application

__all__ = ["application"]

#: How often we look whether our parent still lives (seconds).
LOOKS_EVERY = 2.0


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
