"""Desks (工作台): a home page per role from one template, the start page, the record of what was done. Rows R26, R28.

Asks matters, hand-overs, intake and the kernel; changes nothing itself but the mandate one works under.
"""
