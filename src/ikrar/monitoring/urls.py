"""Addresses of the conversation, below /percakapan/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
