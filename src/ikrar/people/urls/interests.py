"""Addresses of declared ties, below /kepentingan/."""

from django.urls import path

from ikrar.people.views import interests

urlpatterns = [
    path("", interests.interests, name="interests"),
    path("baru/", interests.interest_new, name="interest_new"),
    path("lengkap/", interests.interest_review, name="interest_review"),
    path("pegawai/", interests.interest_lookup, name="interest_lookup"),
    path("<int:pk>/berakhir/", interests.interest_end, name="interest_end"),
]
