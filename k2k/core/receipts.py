"""Idempotency: the same client id from the same actor for the same verb is one act, however often it is sent."""

from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from k2k.core.jobs import job

#: A phone without a line for longer sends anew what was received before.
KEPT = timedelta(days=90)


class Receipt(models.Model):
    """What a phone sent and what it was answered."""

    actor = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    client_id = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    answer_model = models.CharField(max_length=60, blank=True, default="")
    answer_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["client_id", "actor", "verb"], name="receipt_once")]
        indexes = [models.Index(fields=["at"], name="receipt_at")]

    def answer(self):
        """The object of the first call; None where that call made none."""
        if not self.answer_model:
            return None
        return apps.get_model(self.answer_model)._base_manager.filter(pk=self.answer_id).first()

    def close(self, result) -> None:
        """Keep what the first call made."""
        if isinstance(result, models.Model):
            self.answer_model, self.answer_id = result._meta.label, result.pk
            self.save(update_fields=["answer_model", "answer_id"])


#: In the order of the table.
_GIVEN = ("actor", "verb", "client_id", "fingerprint", "at")
#: One statement, no savepoint: of two at once the later waits for the earlier, then makes nothing.
_OPEN = """
INSERT INTO core_receipt (actor, verb, client_id, fingerprint, at, answer_model) VALUES (%s, %s, %s, %s, %s, '')
ON CONFLICT (client_id, actor, verb) DO NOTHING RETURNING id
"""


def open_receipt(actor: str, verb: str, client_id: UUID, fingerprint: str, at: datetime) -> tuple[Receipt, bool]:
    """Find or make the receipt: (receipt, whether it is new). Two at once: one waits, then finds the other's."""
    made = Receipt(actor=actor, verb=verb, client_id=client_id, fingerprint=fingerprint, at=at)
    fields = {field.name: field for field in made._meta.concrete_fields}
    given = [fields[name].get_db_prep_save(getattr(made, name), connection) for name in _GIVEN]
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, given)
        new = cursor.fetchall()
    if not new:
        return Receipt.objects.get(actor=actor, verb=verb, client_id=client_id), False
    made.pk, made._state.adding = new[0][0], False
    return made, True


@job("core.prune_receipts", every=timedelta(days=1))
def prune(at: datetime) -> None:
    """Forget what was sent so long ago that no phone sends it again."""
    Receipt.objects.filter(at__lte=at - KEPT).delete()
