"""Sihe 四合: one system with which an urban community is governed together."""

__version__ = "0.1.0"
