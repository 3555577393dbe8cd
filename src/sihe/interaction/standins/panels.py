"""What acting for another adds to the own page."""
