"""Template tags of matters: ``{% load matters %}``."""
