"""Addresses of the people app, below /pegawai/."""

from django.urls import path

from ikrar.people.views import employees, outbox, roster, tokens, units, users

urlpatterns = [
    path("", employees.employees, name="employees"),
    path("unit/", units.units, name="units"),
    path("unit/baru/", units.unit_new, name="unit_new"),
    path("unit/<int:pk>/", units.units, name="unit"),
    path("unit/<int:pk>/ubah/", units.unit_edit, name="unit_edit"),
    path("unit/<int:pk>/tutup/", units.unit_close, name="unit_close"),
    path("impor/", roster.roster, name="roster"),
    path("impor/<int:pk>/", roster.roster_import, name="roster_import"),
    path("impor/<int:pk>/terapkan/", roster.roster_apply, name="roster_apply"),
    path("impor/<int:pk>/batalkan/", roster.roster_discard, name="roster_discard"),
    path("impor/<int:pk>/masalah.csv", roster.roster_problems, name="roster_problems"),
    path("peran/", users.users, name="users"),
    path("peran/akun-baru/", users.user_new, name="user_new"),
    path("peran/akun/<int:pk>/", users.user, name="user"),
    path("peran/akun/<int:pk>/tautan/", users.user_link, name="user_link"),
    path("peran/akun/<int:pk>/tutup/", users.user_close, name="user_close"),
    path("peran/<int:pk>/cabut/", users.role_revoke, name="role_revoke"),
    path("token/", tokens.tokens, name="tokens"),
    path("token/<int:pk>/cabut/", tokens.token_revoke, name="token_revoke"),
    path("surat/", outbox.mail, name="mail"),
    path("surat/<int:pk>/kirim-lagi/", outbox.mail_retry, name="mail_retry"),
    path("surat/<int:pk>/sudah-sampai/", outbox.mail_confirm, name="mail_confirm"),
]
