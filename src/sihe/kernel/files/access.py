"""Who may see a file: whoever may see the thing it belongs to, as the thing's own module says.

`guards["matter"] = fn(actor, id, request) -> bool`, set in the module's `apps.py`. A kind without a
guard is seen by nobody.
"""

from collections.abc import Callable
from typing import Final

from sihe.kernel.access.requests import Request
from sihe.kernel.facts import Actor
from sihe.kernel.files.models import StoredFile

Guard = Callable[[Actor, int, Request], bool]
guards: Final[dict[str, Guard]] = {}


def may_see(file: StoredFile, request: Request) -> bool:
    """Ask the guard of the thing that the file belongs to."""
    guard = guards.get(file.about_kind)
    return guard is not None and guard(request.actor, file.about_id, request)
