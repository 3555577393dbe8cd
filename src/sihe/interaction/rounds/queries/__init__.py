"""Reading rounds: who lives where, whose help is marked."""
