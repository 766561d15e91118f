"""Addresses of the desk of cases, below /perkara/."""

from django.urls import path

from ikrar.cases.views import act, adding, calendars, case, desk, evidence, letters, packet

urlpatterns = [
    path("", desk.cases, name="cases"),
    path("tenggat.ics", calendars.case_calendar, name="case_calendar"),
    path("kalender/", calendars.case_feed, name="case_feed"),
    path("kalender/akhiri/", calendars.case_feed_end, name="case_feed_end"),
    path("kalender/<str:token>/tenggat.ics", calendars.case_feed_file, name="case_feed_file"),
    path("<str:number>/", case.case, name="case"),
    path("<str:number>/langkah/<slug:name>/", act.case_act, name="case_act"),
    path("<str:number>/langkah/<slug:name>/<int:pk>/", act.case_act, name="case_act"),
    path("<str:number>/bukti/", adding.case_evidence_add, name="case_evidence_add"),
    path("<str:number>/bukti/<uuid:ref>/", evidence.case_evidence, name="case_evidence"),
    path("<str:number>/bukti/<uuid:ref>/asli/", evidence.case_original, name="case_original"),
    path("<str:number>/paket/", packet.case_packet, name="case_packet"),
    path("<str:number>/paket/<uuid:ref>/", packet.case_packet_file, name="case_packet_file"),
    path("<str:number>/surat/<slug:name>/", letters.case_letter, name="case_letter"),
]
