"""The worked example: an invented assembly with invented people, the same for the same seed."""

from engage.overview.sample.build import make_sample

__all__ = ["make_sample"]
