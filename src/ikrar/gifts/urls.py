"""Addresses of gifts, below /hadiah/."""

from django.urls import path, re_path

from ikrar.gifts.views import desk, handling, own, recording

urlpatterns = [
    path("", own.gifts, name="gifts"),
    path("catat/", recording.gift_new, name="gift_new"),
    path("penolakan/", own.refusals, name="refusals"),
    path("meja/", desk.gift_desk, name="gift_desk"),
    re_path(r"^meja/hadiah\.(?P<kind>csv|xlsx)$", desk.gift_table, name="gift_table"),
    path("meja/hitung-ulang/", handling.gift_recount, name="gift_recount"),
    path("meja/<str:number>/", handling.gift_at_desk, name="gift_at_desk"),
    path("meja/<str:number>/foto/", handling.gift_desk_photo, name="gift_desk_photo"),
    path("meja/<str:number>/<slug:name>/", handling.gift_act, name="gift_act"),
    path("<str:number>/", own.gift, name="gift"),
    path("<str:number>/jawab/", own.gift_answer, name="gift_answer"),
    path("<str:number>/tarik/", own.gift_withdraw, name="gift_withdraw"),
    path("<str:number>/foto/", own.gift_photo, name="gift_photo"),
    path("<str:number>/sertifikat/", own.refusal_certificate, name="refusal_certificate"),
    path("<str:number>/bukti/", own.refusal_bundle, name="refusal_bundle"),
]
