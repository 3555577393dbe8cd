"""Somebody says that they live here (入户申请); a grid worker or a grown-up of the household confirms. Row R2.

Asks accounts and the kernel. Tells who asked and what was answered (its own facts).
"""
