"""Following (查进度): what a resident sees and does with the receipt of a matter. Rows R5, R9, R13.

Asks matters and hand-overs. Tells nothing of its own: adding, rating and reopening are acts on the matter.
"""
