"""Posts (岗位): posts of a committee or other organisation, who holds them until when, what is vacant. Row R35.

Asks places, people, organisations and numbers. Tells posts opened and closed, holdings begun and ended, terms near.
"""
