"""/healthz: may traffic be sent here? 200, or 503 with what fails. Names of checks only, no secrets."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from k2k.core.ops import checks


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """A few cheap questions: database, tables, guards, worker, disk."""
    found = checks.run(checks.QUICK)
    failed = [each.name for each in found if each.level == checks.FAIL]
    body = {"status": "fail" if failed else "ok", "fails": failed, "checks": {each.name: each.level for each in found}}
    return JsonResponse(body, status=503 if failed else 200)
