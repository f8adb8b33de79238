"""What home does when something happens below."""

from k2k.core.accounts import commands as accounts
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM
from k2k.core.events import on
from k2k.home.demo import cast


@on("places.site_created")
def close_role_cards(*, at, actor, site) -> None:
    """Where a real perumahan opens beside the example, its role cards close: some of them reach every site."""
    if not site.is_demo:
        for account in Account.objects.filter(username__startswith=cast.ACCOUNT, is_demo=True, is_active=True):
            accounts.close_account(SYSTEM, account=account, at=at)
