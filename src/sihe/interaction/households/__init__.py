"""Households (一户一页): a household on a page, by permission and purpose; lists of people; the roll by hand.

Rows R1, R2, R31. Asks rounds, matters, people. Tells looks at people (kernel/facts/privacy.py).
"""
