"""Statistics of corpus linguistics: one subject a file, arrays in, numbers out, each with its source."""
