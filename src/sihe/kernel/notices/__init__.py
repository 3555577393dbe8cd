"""Notices (通知): what one person or one resident is told, by which way, and whether it arrived. Row R3."""
