"""The one password of all sample sign-ins, printed for everybody to read."""

import os


def password() -> str:
    """Return the password of all sample sign-ins; SIHE_SAMPLE_PASSWORD replaces it."""
    return os.environ.get("SIHE_SAMPLE_PASSWORD", "").strip() or "sihe-sample-2026"
