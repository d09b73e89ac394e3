"""How well and how fast suggestions are, beside other ways to do the same."""
