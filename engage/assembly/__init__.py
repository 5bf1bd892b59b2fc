"""Stage 1: the assembly itself: its question, remit, commissioner, partners and objectives."""
