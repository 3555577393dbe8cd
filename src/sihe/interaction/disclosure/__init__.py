"""Disclosure of community affairs (居务公开): open account, powers of the street, items to publish. Row R35.

Asks posts, organisations, files and numbers. Tells entries kept and reversed, what was published, powers and items.
"""
