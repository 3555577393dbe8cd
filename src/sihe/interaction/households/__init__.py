"""Households (一户一页): find a dwelling or a person, see one household, visits, promises, help marks with consent.

Rows R1, R2, R9, R31. Asks matters, locating and the kernel. Tells rounds made, promises made and ended,
consents given and ended (kernel/facts/households.py).
"""
