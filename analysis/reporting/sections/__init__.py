"""The sections of a report, one a file, each from the story to its HTML."""
