"""Archive (整体存档): a whole community in one sealed, documented file, and back from it. Rows R2, R30.

Asks every module's tables, the files and the journal. Tells when an archive was made, fetched or read in.
"""
