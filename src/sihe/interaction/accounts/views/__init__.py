"""The pages of residents' accounts: the door, the own page, the desk."""
