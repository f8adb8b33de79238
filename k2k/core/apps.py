from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate

#: Modules of an app that register something when imported.
SELF_REGISTERING = ("commands", "jobs", "registry")


class CoreConfig(AppConfig):
    """The ground. Once every app is loaded it lets each register what it offers, bottom to top."""

    name = "k2k.core"
    label = "core"

    def ready(self) -> None:
        """Wire the sign-in signals, the guards and each app's registrations."""
        import_module("k2k.core.accounts.signals")
        import_module("k2k.core.files.reap")
        from k2k.core import guards, search

        for app in settings.APPS:
            for module in SELF_REGISTERING:
                path = f"k2k.{app}.{module}"
                if app != "core" and find_spec(path):
                    import_module(path)
        import_module("k2k.core.offers")
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(guards.install, sender=last, dispatch_uid="k2k-guards")
        post_migrate.connect(search.index_letters, sender=last, dispatch_uid="k2k-search")
