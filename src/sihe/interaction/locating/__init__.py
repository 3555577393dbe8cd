"""Locating (落点): which building, grid and compound is meant by words, a sign, a list or a point; the map's data.

Rows R2, R9. Asks places. Tells nothing.
"""
