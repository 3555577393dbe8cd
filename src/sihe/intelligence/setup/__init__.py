"""Setting up (开始使用): from an empty database to the first routed matter by pages alone, in six steps. Rows R1, R2, R31.

Asks places, people, organisations, responsibilities and exchange's folder of files. Tells when an installation was
begun, what a table brought, and what was taken back.
"""
