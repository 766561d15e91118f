"""Posts go when the pack's years for them are over: texts, findings and examples; counts without a text stay."""

from django.db import transaction

from ikrar.monitoring.actions.record import record
from ikrar.monitoring.models import Batch, Cluster, Month
from ikrar.monitoring.states import DeedKind


@transaction.atomic
def forget_batch(batch: Batch) -> bool:
    """Delete a batch with its findings, and examples of months that have no posts any more; False where it is gone."""
    first, last = batch.first_on, batch.last_on
    count, _by_model = Batch.objects.filter(pk=batch.pk).delete()
    if not count:
        return False
    if first and last:
        for month in Month.objects.filter(start__gte=first.replace(day=1), start__lte=last):
            left = Batch.objects.filter(
                last_on__gte=month.start, first_on__lte=month.start.replace(day=28)
            )
            if not left.exists():
                Cluster.objects.filter(month=month).delete()
    record(DeedKind.FORGOTTEN, batch.source.ref, {"posts": batch.size}, by=None)
    return True
