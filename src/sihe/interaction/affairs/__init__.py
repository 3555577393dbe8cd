"""Community affairs (居务): the pages of disclosure, for keepers, publishers and everybody, and the poster. Row R35.

Asks disclosure, posts, files and numbers. Tells nothing of its own.
"""
