"""Issuing and ending the keys of the open interface."""

import secrets

from django.db import transaction
from django.utils import timezone

from sihe.intelligence.open311 import rules as _rules  # noqa: F401  (registers the rules)
from sihe.intelligence.open311.facts import ApiKeyEnded, ApiKeyIssued
from sihe.intelligence.open311.models import ApiKey
from sihe.kernel.access.refusals import Refused
from sihe.kernel.access.rules import require
from sihe.kernel.facts import About, Actor
from sihe.kernel.journal.actions import record
from sihe.kernel.organisations.models import Organisation
from sihe.kernel.privacy.crypto import blind_index


@transaction.atomic
def issue_key(*, by: Actor, organisation: Organisation, name: str) -> tuple[ApiKey, str]:
    """Issue a key of the open interface; the second value is the key itself, which is not stored.

    Raises:
        Refused: `key_name_missing`.
    """
    require("open311.issue_key", by)
    if not name.strip():
        raise Refused("key_name_missing", field="name")
    secret = secrets.token_urlsafe(24)
    key = ApiKey.objects.create(
        organisation=organisation, name=name.strip()[:60], digest=blind_index(secret),
        created_at=timezone.now(),
    )  # fmt: skip
    fact = ApiKeyIssued(key=key.pk, organisation=organisation.pk)
    record(fact, by=by, about=[About("organisation", organisation.pk)])
    return key, secret


@transaction.atomic
def end_key(*, by: Actor, key: ApiKey) -> ApiKey:
    """End a key at once."""
    require("open311.issue_key", by)
    key.ended_at = timezone.now()
    key.save(update_fields=["ended_at"])
    fact = ApiKeyEnded(key=key.pk, organisation=key.organisation_id)
    record(fact, by=by, about=[About("organisation", key.organisation_id)])
    return key
