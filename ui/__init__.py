"""The Qt face of Engage."""

from ui.steady import keep_constants_alive

keep_constants_alive()
