"""Processes: what kind of thing the verb of each clause says is going on."""
