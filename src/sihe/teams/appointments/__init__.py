"""Appointments (任职): who is what for whom; and a sign-in issued anew by two colleagues, without any mail.

Rows R1, R9.

Asks the kernel, where mandates and accounts are kept. Tells of sign-ins issued anew (facts.py).
"""
