"""Grammar of a hit: negated, passive, modal, nominal, and whose action it is."""
