"""Pages of matters for staff."""
