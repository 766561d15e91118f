"""Rows of the conversation. Posts lie in batches, as columns: a row a post would be ten million rows."""

from ikrar.monitoring.models.figures import Alert, Cluster, Debunk, Month, Outlook, Picture
from ikrar.monitoring.models.findings import Finding, Opinion
from ikrar.monitoring.models.judges import Deed, Judge
from ikrar.monitoring.models.posts import Batch, Source, Upload

__all__ = [
    "Alert", "Batch", "Cluster", "Debunk", "Deed", "Finding", "Judge", "Month", "Opinion", "Outlook", "Picture", "Source",
    "Upload",
]  # fmt: skip
