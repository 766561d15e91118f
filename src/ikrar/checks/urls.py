"""Addresses of the checks app."""

from django.urls import path

from ikrar.checks import views

urlpatterns = [path("cek/", views.check, name="check")]
