"""How fast things are. Figures, not tests."""
