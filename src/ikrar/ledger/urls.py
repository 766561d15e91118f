"""Addresses of the log: a page for people, and C2SP tlog-tiles paths for their tools."""

from django.urls import URLPattern, path, re_path

from ikrar.ledger import views

urlpatterns: list[URLPattern] = [
    path("", views.log_page, name="log_page"),
    path("checkpoint", views.log_checkpoint, name="log_checkpoint"),
    path("log.vkey", views.log_key, name="log_key"),
    path("internal/checkpoint", views.log_checkpoint, {"log": "internal"}, "internal_checkpoint"),
    path("internal/log.vkey", views.log_key, {"log": "internal"}, "internal_key"),
    re_path(r"^(?P<path>tile/[\s\S]*)\Z", views.log_tile, name="log_tile"),
]
