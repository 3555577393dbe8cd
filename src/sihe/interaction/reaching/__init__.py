"""Reaching (送达): writing bulletins, seeing which homes know, telling the rest at the door. Row R3.

Asks bulletins, telling, places, people, notices. Tells nothing itself: bulletins and notices record what is done.
"""
