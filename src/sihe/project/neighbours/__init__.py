"""What is loaded beside the sample street (示例): residents with accounts, colleagues on leave, bulletins.

The sample asks for it while it loads.
"""
