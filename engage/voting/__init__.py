"""Stage 7: voting: methods, thresholds, paper counts and outcomes."""
