"""Addresses of the dashboards app."""

from django.urls import path

from ikrar.dashboards import views

urlpatterns = [
    path("", views.home, name="home"),
    path("capaian/", views.public_figures, name="public_figures"),
    path("capaian/data.csv", views.figures_csv, name="public_figures_csv"),
    path("capaian/data.json", views.figures_json, name="public_figures_json"),
]
