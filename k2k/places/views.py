"""What a label's QR code opens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from k2k.places import queries


def scan(request: HttpRequest, code: str) -> HttpResponse:
    """Open what the label belongs to."""
    node = queries.by_code(code)
    if node is None:
        raise Http404
    return redirect(reverse("issues:report_here", args=[node.code]))
