"""Organisations (主体): who takes part in governing a community, their sections, mandates and jurisdictions. Row R1.

Asks places, people and access. Turns an account into the `Actor` that every action takes.
"""
