"""Effective interaction (有效互动): matters, casework, hand-overs and what residents and staff do together."""
