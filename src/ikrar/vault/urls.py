"""Addresses of the vault, below /kunci/."""

from django.urls import path

from ikrar.vault.views import custodians, keys

urlpatterns = [
    path("", keys.key, name="key"),
    path("ganti/", keys.key_change, name="key_change"),
    path("baru/", keys.key_rotate, name="key_rotate"),
    path("hilang/", keys.key_lost, name="key_lost"),
    path("tutup/", keys.key_lock, name="key_lock"),
    path("kustodian/", custodians.custodians, name="custodians"),
    path("pembukaan/", custodians.openings, name="openings"),
    path("pembukaan/<int:pk>/setuju/", custodians.opening_approve, name="opening_approve"),
    path("pembukaan/<int:pk>/tolak/", custodians.opening_refuse, name="opening_refuse"),
]
