"""Where staff sign in: of allauth's addresses only those named here are open, every other one is "not found"."""

from collections.abc import Iterator

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from django.urls import URLPattern, URLResolver, path
from django.urls.resolvers import RoutePattern

from k2k.core.accounts import views

OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
}
#: allauth's pages that ask something more here before they do their work.
GUARDED = {"mfa_remove_webauthn": views.remove_passkey}


def _addresses(prefix: str, patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """allauth's addresses under `prefix`, flat; the closed ones keep their names, for allauth reverses some of them."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _addresses(prefix + str(each.pattern), each.url_patterns)
        elif isinstance(each.pattern, RoutePattern):
            page = GUARDED.get(each.name, each.callback) if each.name in OPEN else views.closed
            yield path(prefix + str(each.pattern), page, name=each.name)
        else:
            yield path(f"{prefix}x/<key>/", views.closed, name=each.name)


urlpatterns = [
    *_addresses("akaun/", account_urls.urlpatterns),
    *_addresses("akaun/2fa/", mfa_urls.urlpatterns),
    path("p/<str:token>/", views.open_link, name="core_links"),
]
