"""All addresses, in one place. Indonesian for people, English for machines."""

from django.urls import include, path

urlpatterns = [
    path("", include("ikrar.dashboards.urls")),
    path("", include("ikrar.web.urls")),
    path("akun/", include("allauth.urls")),
    path("api/v1/", include("ikrar.server.api")),
    path("log/", include("ikrar.ledger.urls")),
    path("pegawai/", include("ikrar.people.urls")),
    path("kepentingan/", include("ikrar.people.urls.interests")),
    path("kunci/", include("ikrar.vault.urls")),
    path("lapor/", include("ikrar.reports.urls.door")),
    path("laporan/", include("ikrar.reports.urls.desk")),
    path("perkara/", include("ikrar.cases.urls")),
    path("hadiah/", include("ikrar.gifts.urls")),
    path("bolehkah/", include("ikrar.advice.urls")),
    path("program/", include("ikrar.programme.urls")),
    path("percakapan/", include("ikrar.monitoring.urls")),
    path("", include("ikrar.checks.urls")),
    path("", include("ikrar.pledges.urls")),
]

handler400 = "ikrar.server.errors.bad_request"
handler404 = "ikrar.server.errors.not_found"
