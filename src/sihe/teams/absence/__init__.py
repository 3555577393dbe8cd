"""Absence (请假代班): a deputy does the work of who is away, with their powers, from day to day.

Row R19.

Asks the kernel. Tells of leaves planned, begun and ended (facts.py). Modules above say who may see a thing.
"""
