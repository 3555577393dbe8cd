"""Rounds (走访): visits to households, what was promised there, and help marked with a written consent.

Rows R1, R9, R31. Asks people, files, notices, privacy. Tells rounds made, promises made and ended, consents
given and ended (facts.py). Its pages stand with households.
"""
