"""What is printed: typesetting, and one module for each document."""
