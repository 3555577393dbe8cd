"""Bulletins (公告): what an organisation tells the homes of its area, and who knows it by now. Row R3.

Asks places, people, organisations, notices, files, telling. Tells drafted, published, corrected, withdrawn, doors due
(facts.py).
"""
