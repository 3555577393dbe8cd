"""Roll work (名册办理): pages of rolls, and the verbs that confirm, write and undo what they say. Rows R1, R2.

Asks rolls and people. Tells when differences were decided on, written and undone.
"""
