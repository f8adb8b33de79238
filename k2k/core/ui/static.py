"""How static files are served: hashed names, compressed, and the imports between our script modules hashed as well."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage; with it a module never imports last week's copy of another."""

    support_js_module_import_aggregation = True
