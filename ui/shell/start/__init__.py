"""Before a file is open: start, make a new assembly, unlock."""
