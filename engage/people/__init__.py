"""Stage 2: people: who came forward, their needs, languages and where they stand."""
