"""Residents of the sample who have accounts (示例居民): beside the sample, which asks for them while it loads."""
