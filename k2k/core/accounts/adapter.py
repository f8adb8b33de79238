"""How allauth behaves here: nobody signs up, accounts are made by the operator."""

from allauth.account.adapter import DefaultAccountAdapter


class StaffAdapter(DefaultAccountAdapter):
    """No public sign-up; sign-in by name and password, then a one-time code."""

    def is_open_for_signup(self, request) -> bool:
        """Accounts come from the operator, never from a form."""
        return False
