"""Engage: run a citizens' assembly from invitation to report-back, offline."""

__version__ = "0.1.0"
