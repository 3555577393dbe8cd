"""Tags of disclosure."""
