"""Addresses of the programme, below /program/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
