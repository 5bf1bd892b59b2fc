"""The window: frame, navigation, palette, tasks, errors, theme."""
