"""Pages of notices and of telling (通知与告知): one's own notices, and the residents still to be told. Row R3.

Asks notices, privacy and the numbers of quiet hours. Tells nothing itself: notices record what was ticked off.
"""
