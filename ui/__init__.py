"""The Qt face of Engage."""
