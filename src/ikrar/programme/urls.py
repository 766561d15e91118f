"""Addresses of the programme, below /program/: the desk, and what everybody may read."""

from django.urls import path

from ikrar.programme.views import calendar, desk, exports, message, plans, public

urlpatterns = [
    path("", desk.programme, name="programme"),
    path("baru/", desk.message_new, name="message_new"),
    path("<int:pk>/", message.message, name="message"),
    path("<int:pk>/ubah/", desk.message_edit, name="message_edit"),
    path("<int:pk>/kirim/", message.message_send, name="message_send"),
    path("<int:pk>/setujui/", message.message_approve, name="message_approve"),
    path("<int:pk>/terbitkan/", message.message_publish, name="message_publish"),
    path("<int:pk>/kembalikan/", message.message_return, name="message_return"),
    path("<int:pk>/kesampingkan/", message.message_overrule, name="message_overrule"),
    path("<int:pk>/batalkan/", message.message_cancel, name="message_cancel"),
    path("<int:pk>/tarik/", message.message_withdraw, name="message_withdraw"),
    path("<int:pk>/hapus/", message.message_erase, name="message_erase"),
    path("<int:pk>/gambar/", message.message_picture, name="message_picture"),
    path("<int:pk>/gambar/berkas/", message.message_picture_file, name="message_picture_file"),
    path("kalender/", calendar.programme_month, name="programme_month"),
    path("kalender/minggu/", calendar.programme_week, name="programme_week"),
    path("sela/", calendar.programme_gaps, name="programme_gaps"),
    path("ekspor.<str:kind>", exports.programme_export, name="programme_export"),
    path("program.ics", exports.programme_calendar_file, name="programme_calendar_file"),
    path("impor/", plans.plan_new, name="plan_new"),
    path("impor/contoh.<str:kind>", plans.plan_template, name="plan_template"),
    path("impor/<uuid:ref>/", plans.plan, name="plan"),
    path("impor/<uuid:ref>/tertinggal.csv", plans.plan_left, name="plan_left"),
    path("pesan/", public.public_messages, name="public_messages"),
    path("pesan/<uuid:ref>/", public.public_message, name="public_message"),
    path("pesan/<uuid:ref>/gambar/", public.public_picture, name="public_picture"),
    path("pesan/<uuid:ref>/bukti.json", public.public_proof, name="public_proof"),
    path("pesan/<uuid:ref>/kartu-<str:shape>.<str:kind>", public.public_card, name="public_card"),
    path("mitra.zip", public.public_kit, name="public_kit"),
    path("umpan.rss", public.feed_rss, name="feed_rss"),
    path("umpan.atom", public.feed_atom, name="feed_atom"),
    path("umpan.json", public.feed_json, name="feed_json"),
]
