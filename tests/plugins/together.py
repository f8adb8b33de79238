"""Which tests run in one process, one after another: those that share something dear to make.

xdist's own marks for this change the ids of tests, which pytest 9.2 no longer lets anybody do.
"""

from pathlib import PurePosixPath

import pytest
from xdist.scheduler import LoadScopeScheduling

#: Journeys that change nothing: they look at one product while the others act on another.
LOOKING = {"test_pages", "test_budget"}


def scope_of(nodeid: str) -> str:
    """Journeys share a browser and a product, drills a house, the tests of a role one walk; every other goes alone."""
    path, _sep, name = nodeid.partition("::")
    if path.startswith("tests/journeys/"):
        return "looking" if PurePosixPath(path).stem in LOOKING else "acting"
    if path == "tests/load/test_drills.py":
        return path
    if path == "tests/architecture/test_crawl.py" and name.endswith("]"):
        return name[name.index("[") :]
    return nodeid


class Together(LoadScopeScheduling):
    """Hands each scope to one process, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """The scheduler of `--dist loadscope` is ours."""
    return Together(config, log) if config.getvalue("dist") == "loadscope" else None
