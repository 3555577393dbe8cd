"""Access (权限): roles as data, permission names, predicates and the one door `require`. Row R14.

Asks nobody; what a person holds is carried by the `Actor` that acts.
"""
