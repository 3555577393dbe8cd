"""Terms (时限): deadlines in hours, working hours, days and working days on an immutable calendar."""
