"""One view: the picture itself, to those who may see it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from k2k.core.files import photos
from k2k.core.files.models import StoredFile

#: The address names one picture for ever, so a browser need not ask again.
FOR_EVERYONE = "public, max-age=31536000, immutable"
FOR_ONE = "private, no-store"


@require_safe
def photo(request: HttpRequest, code: str, size: str) -> HttpResponse:
    """The JPEG; whoever may not see it is told there is none."""
    stored = StoredFile.objects.select_related("node").filter(code=code, erased_at=None).first()
    if stored is None or not photos.may_see(request.actor, stored):
        raise Http404
    try:
        content = photos.open_photo(stored, size)
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(content, content_type=stored.mime)
    response["Cache-Control"] = FOR_EVERYONE if stored.cleared else FOR_ONE
    response["Content-Disposition"] = f'inline; filename="{stored.code}.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
