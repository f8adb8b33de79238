"""What pyproject.toml cannot say: the words (locale/) go into the package when it is built."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithWords(build_py):
    """Copies locale/ to k2k/locale, where an installed K2K looks for it."""

    def run(self) -> None:
        """As always, then the words. Nothing is copied where the source itself is used (an editable install)."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib, "k2k", "locale")
            shutil.copytree("locale", target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.pot", "*~"))


setup(cmdclass={"build_py": WithWords})
