"""The bundled model: its weights, manifest, card and licence."""
