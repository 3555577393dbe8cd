"""Dealing with a matter (办理): begin, ask, pause, finish, check, rate, close, reopen; parts; merging.

Rows R5, R9, R13.

Asks matters, organisations, responsibilities. Tells moved, noted, assigned, rated, merged
(kernel/facts/matters.py).
"""
