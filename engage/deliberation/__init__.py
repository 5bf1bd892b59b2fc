"""Stage 6: deliberation: notes, priorities, and drafts with their versions."""
