"""Triage (待分派): the category, the like, the organisation of a report. Rows R5, R9, R11.

Asks responsibilities, matters and hand-overs. Tells when a rule of the matrix is broken.
"""
