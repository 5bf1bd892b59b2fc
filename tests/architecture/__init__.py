"""The code's own rules: shape, imports, words, and that the papers tell the truth."""
