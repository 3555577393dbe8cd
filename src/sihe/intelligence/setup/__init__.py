"""Setting up (开始使用): from an empty database to the first routed matter by pages alone, in six steps. Rows R1, R31.

Asks registering, organisations, people and responsibilities. Tells when an installation was begun and a step done.
"""
