"""The timeline of a matter (经过): what happened, in sentences for staff and for residents.

Row R13.

Asks matters, the journal, files. Tells nothing.
"""
