"""Stage 8: follow-up: expectations of partners, what they answered and what they did."""
