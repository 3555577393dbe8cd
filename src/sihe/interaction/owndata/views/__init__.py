"""Pages of a resident's own data for staff: at the desk, on a matter's page, and who looked."""
