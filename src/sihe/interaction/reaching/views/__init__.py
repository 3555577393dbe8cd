"""Pages of those who write bulletins and of those who go from door to door."""
