"""Addresses of the door and the mailbox, below /lapor/."""

from django.urls import path

from ikrar.reports.views import box, door

urlpatterns = [
    path("", door.door, name="door"),
    path("baru/", door.report_new, name="report_new"),
    path("kelengkapan/", door.report_hints, name="report_hints"),
    path("kotak/", box.mailbox_open, name="mailbox_open"),
    path("kotak/isi/", box.mailbox, name="mailbox"),
    path("kotak/pesan/", box.mailbox_write, name="mailbox_write"),
    path("kotak/bukti/", box.mailbox_files, name="mailbox_files"),
    path("kotak/hapus/", box.mailbox_delete, name="mailbox_delete"),
    path("kotak/tutup/", box.mailbox_close, name="mailbox_close"),
]
