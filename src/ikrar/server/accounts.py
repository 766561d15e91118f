"""How allauth behaves here: nobody opens an account by themselves, and OIDC finds its employee."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An account from the agency's own single sign-on is welcome."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True
