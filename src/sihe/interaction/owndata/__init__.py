"""A resident's own data (本人信息): what is kept of them, a copy, correction, erasure; and who looked.

What it must never become (mission). Asks matters, handling, hand-overs, notices, files, privacy. Tells
contact corrected, erasure asked and answered (kernel/facts/privacy.py).
"""
