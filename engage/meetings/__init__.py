"""Stage 4: meetings: assembly sessions, their agenda, and who was in the room."""
