"""Context: the company words keep: concordances by query, collocates, word sketches, neighbours in meaning."""
