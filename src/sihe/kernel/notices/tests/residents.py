"""Invented residents to tell, for this module's tests and for those of modules above it."""

from collections.abc import Sequence

from sihe.kernel.notices.registry import Recipient


def find(ids: Sequence[int]) -> dict[int, Recipient]:
    """Return residents 1 to 8; 9 has left nothing, the rest do not exist."""
    known = {
        n: Recipient("示例居民", f"1380000000{n}", f"r{n}@example.org", f"{n}01室")
        for n in range(1, 9)
    }
    return {i: person for i, person in {**known, 9: Recipient()}.items() if i in ids}
