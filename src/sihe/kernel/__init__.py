"""Kernel (底座): the people, places, organisations and records that every mechanism stands on."""
