"""Pages of households: find, one page each, acts on it, lists."""
