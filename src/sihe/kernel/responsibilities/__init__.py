"""Responsibilities (权责清单 + 时期): category x place x phase -> who is accountable, who supports.

Rows R11, R14.

Asks places and organisations. A version in force is never edited; a new one takes its place on a date.
"""
