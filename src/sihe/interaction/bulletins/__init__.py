"""Pages of notices and of telling (公告与告知): one's own notices, and the residents still to be told. Row R3.

Asks notices and privacy. Tells nothing itself: notices record what was ticked off.
"""
