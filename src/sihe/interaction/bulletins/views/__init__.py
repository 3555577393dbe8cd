"""Pages of bulletins: what everybody reads, the desk of those who write, the doors of those who go."""
