"""What the project needs to build itself; none of it ships."""
