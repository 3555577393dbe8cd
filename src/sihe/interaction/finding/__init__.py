"""Finding (查找): a dwelling or a person by address, name or the last digits of a phone, from any page.

Rows R1, R2. Asks households, locating, people. Tells nothing: a search is counted, its words are kept nowhere.
"""
