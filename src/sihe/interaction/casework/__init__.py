"""Casework (办理): the staff pages of matters: list, page, acts; and who is told of them. Rows R5, R9, R13.

Asks matters, people, notices, privacy and the calendar. Changes matters through their own actions only.
"""
