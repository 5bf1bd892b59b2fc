"""Languages: catalogues, numbers and dates, editions, and the assembly's own texts."""
