"""What the studies of news around an event share: one module a step, from the corpus file to the report."""
