"""The sample street (示例街道): real map, invented people, organisations and history, by seed.

For trying, showing and testing the product; data/README.md says what is real. Nothing depends on it.
"""
