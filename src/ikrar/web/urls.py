"""Addresses of the web app."""

from django.urls import path

from ikrar.web import views

urlpatterns = [
    path("bahasa/", views.set_language, name="set_language"),
    path("sehat/", views.healthz, name="healthz"),
]
