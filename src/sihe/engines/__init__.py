"""Pure computation 计算: numbers in, numbers and reasons out; no Django, no clock, no global state."""
