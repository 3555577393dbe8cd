"""Matters (事项): one thing to be dealt with, whoever raised it, with one accountable organisation.

Rows R5, R9, R13.

Asks places, organisations, responsibilities, calendar, files, notices. Tells reported, routed, moved,
noted, merged, rated (kernel/facts/matters.py).
"""
