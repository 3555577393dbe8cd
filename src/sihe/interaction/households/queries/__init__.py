"""Reading households: finding them, one page of each, and lists of people."""
