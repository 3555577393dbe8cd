"""Journal (操作记录): one row a fact, at once audit record, timeline entry and outbox message. Row R3.

Asks nobody. Tells everybody: listeners hear each fact at least once, in order.
"""
