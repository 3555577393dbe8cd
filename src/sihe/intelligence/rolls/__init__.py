"""Rolls (人口名册): a community's own roll of residents is read and compared with who is known. Rows R1, R2.

Asks places, people and the roll engine. Tells when a roll was read. Nothing of the register changes here: people
confirm what a roll says in `rollwork`.
"""
