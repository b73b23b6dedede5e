"""Teachers: large networks that label news for the small ones."""
