"""Addresses of the pledges app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
