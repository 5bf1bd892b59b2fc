"""Stage 3: the lottery: targets, feasibility, the draw and the record that anyone can check."""
