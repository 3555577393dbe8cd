"""Residents' accounts (居民账号): slips, membership of a household, signing in, acting for another (代办). Row R2.

Asks locating and the kernel. Tells slips, accounts, membership and agreements (kernel/facts/accounts.py).
A report needs no account: who has one sees their own things together and answers for their household.
"""
