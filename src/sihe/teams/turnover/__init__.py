"""Absence and turnover (请假代班、离岗交接、任职、钥匙设备、重发登录): what a person holds never hangs in the air.

Rows R1, R9, R19.

Asks the kernel. Modules above register what a person holds (`holdings`). Tells of leaves, of hand-overs on leaving,
of keys and of sign-ins issued anew.
"""
