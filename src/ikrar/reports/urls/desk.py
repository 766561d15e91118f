"""Addresses of the desk of reports, below /laporan/."""

from django.urls import path

from ikrar.reports.views import accepting, desk, evidence

urlpatterns = [
    path("", desk.reports, name="reports"),
    path("bagikan/", desk.reports_share, name="reports_share"),
    path("<int:pk>/", desk.report, name="report"),
    path("<int:pk>/perkara/", accepting.report_accept, name="report_accept"),
    path("<int:pk>/balas/", desk.report_reply, name="report_reply"),
    path("<int:pk>/tutup/", desk.report_close, name="report_close"),
    path("<int:pk>/teruskan/", desk.report_pass_on, name="report_pass_on"),
    path("<int:pk>/gabung/", desk.report_merge, name="report_merge"),
    path("<int:pk>/identitas/", desk.report_identity, name="report_identity"),
    path("<int:pk>/bukti/<uuid:ref>/", evidence.evidence, name="report_evidence"),
    path("<int:pk>/bukti/<uuid:ref>/asli/", evidence.evidence_original, name="report_original"),
]
