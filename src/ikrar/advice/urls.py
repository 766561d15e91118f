"""Addresses of the app, below /bolehkah/. The last one takes the id of a form or an act."""

from django.urls import path

from ikrar.advice.views import asking, desk, library, looking

urlpatterns = [
    path("", looking.may, name="may"),
    path("daftar/", looking.may_list, name="may_list"),
    path("hari-ini/", looking.may_today, name="may_today"),
    path("saku.pdf", looking.may_guide, name="may_guide"),
    path("tanya/", asking.may_ask, name="may_ask"),
    path("tanya/lihat/", asking.may_look, name="may_look"),
    path("jawaban/", library.answers, name="answers"),
    path("jawaban/<uuid:ref>/", library.answer, name="answer"),
    path("meja/", desk.questions, name="questions"),
    path("meja/<int:pk>/", desk.question, name="question"),
    path("meja/<int:pk>/jawab/", desk.question_answer, name="question_answer"),
    path("meja/<int:pk>/kembalikan/", desk.question_return, name="question_return"),
    path("meja/<int:pk>/tolak/", desk.question_decline, name="question_decline"),
    path("meja/<int:pk>/setujui/", desk.question_approve, name="question_approve"),
    path("meja/<int:pk>/tarik/", desk.question_withdraw, name="question_withdraw"),
    path("<str:act>/", looking.may_act, name="may_act"),
]
