"""Register of posts (岗位登记): the pages on which posts are read, opened, filled and vacated. Row R35.

Asks posts, organisations and numbers. Tells nothing of its own.
"""
