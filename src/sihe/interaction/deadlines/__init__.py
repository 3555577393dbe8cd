"""Deadlines of matters (时限): told when near, past and long past, once per level; moved with a reason.

Rows R5, R13.

Asks matters, responsibilities. Tells escalated, deadline changed (kernel/facts/matters.py).
"""
