"""Every test has a home folder of its own; nothing touches the developer's data."""

import os
import tempfile

os.environ["K2K_HOME"] = tempfile.mkdtemp(prefix="k2k-test-")
os.environ.setdefault("K2K_DEMO", "0")
