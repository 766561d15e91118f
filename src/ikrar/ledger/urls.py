"""Addresses of the ledger app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
