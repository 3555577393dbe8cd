"""What coming in adds to the door."""
