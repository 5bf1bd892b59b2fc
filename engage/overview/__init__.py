"""What reads several stages: what is due next, search, the sample."""
