"""Addresses of the dashboards app."""

from django.urls import path

from ikrar.dashboards.views import barometer, briefing, public

urlpatterns = [
    path("", public.home, name="home"),
    path("capaian/", public.public_figures, name="public_figures"),
    path("capaian/data.csv", public.figures_csv, name="public_figures_csv"),
    path("capaian/data.json", public.figures_json, name="public_figures_json"),
    path("barometer/", barometer.barometer, name="barometer"),
    path("barometer/data.csv", barometer.data_csv, name="barometer_csv"),
    path("barometer/data.json", barometer.data_json, name="barometer_json"),
    path("barometer/kamus-data/", barometer.data_dictionary, name="barometer_dictionary"),
    path("barometer/kamus-data.csv", barometer.dictionary_csv, name="barometer_dictionary_csv"),
    path("barometer/sematan/<slug:slug>/", barometer.embed, name="barometer_embed"),
    path("barometer/laporan-naratif/", briefing.briefing, name="briefing"),
    path("barometer/laporan-naratif/<slug:phase>.pdf", briefing.briefing_pdf, name="briefing_pdf"),
]
