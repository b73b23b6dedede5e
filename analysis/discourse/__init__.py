"""Discourse: who is given the word, who is shown acting, and what the grammar of a clause hides."""
