"""Coming in again: a code to the phone, a word of one's own, WeChat where an office has set it up. Row R2.

Asks accounts and the kernel. Nobody needs any of it: the slip alone opens the door.
"""
