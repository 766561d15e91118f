"""Addresses of the conversation, below /percakapan/."""

from django.urls import path

from ikrar.monitoring.views import claims, judges, review, sources, story

urlpatterns = [
    path("", story.conversation, name="conversation"),
    path("data.csv", story.conversation_csv, name="conversation_csv"),
    path("contoh/<slug:indicator>/<slug:day>/", story.examples, name="conversation_examples"),
    path("peringatan/<int:pk>/dibaca/", story.alert_seen, name="conversation_alert_seen"),
    path("sumber/", sources.sources, name="conversation_sources"),
    path("sumber/<uuid:ref>/", sources.source, name="conversation_source"),
    path("sumber/<uuid:ref>/tutup/", sources.source_close, name="conversation_source_close"),
    path("impor/<uuid:ref>/", sources.upload, name="conversation_upload"),
    path("impor/<uuid:ref>/batal/", sources.upload_discard, name="conversation_upload_discard"),
    path("impor/<uuid:ref>/masalah.csv", sources.upload_problems, name="conversation_problems"),
    path("temuan/", review.findings, name="conversation_findings"),
    path("temuan/baca/", review.review, name="conversation_review"),
    path("temuan/label.csv", review.labels_csv, name="conversation_labels"),
    path("temuan/diserahkan/", review.handed, name="conversation_handed"),
    path("temuan/<uuid:ref>/", review.finding, name="conversation_finding"),
    path("temuan/<uuid:ref>/pendapat/", review.finding_read, name="conversation_read"),
    path("temuan/<uuid:ref>/tarik/", review.finding_take_back, name="conversation_take_back"),
    path("temuan/<uuid:ref>/serahkan/", review.finding_hand_over, name="conversation_hand_over"),
    path("temuan/<uuid:ref>/perkara/", review.finding_case, name="conversation_case"),
    path("klaim/", claims.claims, name="conversation_claims"),
    path("salinan/", claims.copies, name="conversation_copies"),
    path("penilai/", judges.judges, name="conversation_judges"),
    path("penilai/<uuid:ref>/", judges.judge, name="conversation_judge"),
    path("penilai/<uuid:ref>/pakai/", judges.judge_approve, name="conversation_judge_approve"),
    path("penilai/<uuid:ref>/tolak/", judges.judge_reject, name="conversation_judge_reject"),
]
