"""Turnover (离岗交接): who leaves hands over everything held, and only then the mandate and the account end.

Rows R1, R19.

Asks the kernel and absence. Modules above register what a person holds (`holdings`). Tells of things
handed over and posts left (facts.py).
"""
