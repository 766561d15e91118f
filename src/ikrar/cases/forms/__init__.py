"""Shapes of what is typed about a case."""
