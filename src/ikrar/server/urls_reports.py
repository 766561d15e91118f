"""Addresses of the door's own process (IKRAR_REPORTS_ONLY=1): reports, the language and the sign of life."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/lapor/")),
    path("", include("ikrar.web.urls")),
    path("lapor/", include("ikrar.reports.urls.door")),
]

handler400 = "ikrar.server.errors.bad_request"
handler404 = "ikrar.server.errors.not_found"
