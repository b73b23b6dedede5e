"""Rendering: what figures, pages and widgets share: labels in two languages, typeface, colours, HTML."""
