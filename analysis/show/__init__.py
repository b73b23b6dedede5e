"""Showing: figures, evidence and dependency trees, from tables only."""
