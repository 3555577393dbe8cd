"""Rule book (规则簿): pages on which an office changes dated rules, each with its source. Row R13.

Asks calendar, privacy and responsibilities, which hold the rules. Tells nothing itself.
"""
