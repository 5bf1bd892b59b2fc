"""Stage 5: seating: who sits with whom, round by round."""
