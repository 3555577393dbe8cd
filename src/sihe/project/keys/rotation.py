"""Encrypting stored fields anew under the first key, so that an old key can be thrown away."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast

from sihe.kernel.facts import SYSTEM, About, Actor
from sihe.kernel.facts.privacy import KeysRotated
from sihe.kernel.journal.actions import record
from sihe.kernel.privacy.crypto import TOKEN_START, is_current, renewed
from sihe.kernel.privacy.queries import encrypted_columns

BATCH = 500


def rotate_keys(
    *, by: Actor = SYSTEM, batch: int = BATCH, told: Callable[[str, int], None] | None = None
) -> int:
    """Encrypt every stored field that is not under the first key anew; return how many.

    Each batch is a transaction. What is under the first key already is left as it is, so a run that was
    stopped goes on where it stood. A value changed meanwhile by somebody is left to that change, which
    used the first key. `told(column, done)` hears of progress.

    Raises:
        CannotDecrypt: a value fits no key; nothing of its batch is changed.
    """
    total = 0
    for model, name in encrypted_columns():
        done = _rotate_column(model, name, batch)
        total += done
        if told:
            told(f"{model._meta.label}.{name}", done)
    if total:
        with transaction.atomic():
            record(KeysRotated(count=total), by=by, about=[About("keys", 0)])
    return total


def _rotate_column(model: type[Model], name: str, batch: int) -> int:
    rows = model._default_manager.annotate(_stored=Cast(name, TextField())).exclude(_stored="")
    done, last = 0, None
    while True:
        page = rows if last is None else rows.filter(pk__gt=last)
        values = list(page.order_by("pk").values_list("pk", "_stored")[:batch])
        if not values:
            return done
        with transaction.atomic():
            for pk, token in values:
                if not is_current(token):
                    fresh = Value(renewed(token), output_field=TextField())
                    done += rows.filter(pk=pk, _stored=token).update(**{name: fresh})
        last = values[-1][0]


def lying_open() -> list[str]:
    """Return `app.Model.field: count` for each encrypted column that holds values in the clear."""
    found = []
    for model, name in encrypted_columns():
        rows = model._default_manager.annotate(_stored=Cast(name, TextField()))
        count = rows.exclude(_stored="").exclude(_stored__startswith=TOKEN_START).count()
        if count:
            found.append(f"{model._meta.label}.{name}: {count}")
    return found
