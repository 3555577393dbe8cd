"""Acting for a named resident who agreed (代办), and guardians of children below 14. Row R2.

Asks accounts and the kernel. Tells who agreed, who ended it, and every act for another (its own facts).
"""
