"""Hand-overs (转交): an offer of a matter by one organisation to another, answered with yes, no or other terms.

Rows R5, R13.

Asks matters. Tells offered, accepted, declined, countered, withdrawn (kernel/facts/handovers.py).
"""
