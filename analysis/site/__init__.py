"""Site: notebooks as pages that need nothing from elsewhere, and their index."""
