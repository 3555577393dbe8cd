"""Registering (登记): tables of places, organisations and staff come in row by row, and go out again. Rows R1, R2, R31.

Asks places, people, organisations, and exchange's folder of files. Tells when a table came in or was taken back.
"""
