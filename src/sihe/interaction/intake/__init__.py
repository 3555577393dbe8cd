"""Intake (上报): how a matter comes in, by a resident, at the desk, on paper or in a stairwell. Rows R5, R9, R13.

Asks places, responsibilities, matters, triage and following.
"""
