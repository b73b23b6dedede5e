"""Stances: who praises, blames, warns, accuses, supports or rejects whom."""
