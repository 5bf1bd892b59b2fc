"""What reads several stages at once."""

from engage.overview.counting import FileCounts, file_counts
from engage.overview.finding import Hit, find_anything
from engage.overview.next_steps import next_steps
from engage.overview.steps import NextStep, overdue_first

__all__ = ["FileCounts", "Hit", "NextStep", "file_counts", "find_anything", "next_steps", "overdue_first"]
