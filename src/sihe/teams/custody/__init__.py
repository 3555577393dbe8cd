"""Keys and devices (钥匙和设备): who has which since when.

Row R1.

Asks the kernel and turnover. Tells that something changed hands (facts.py).
"""
