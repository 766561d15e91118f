"""Shapes of what people type: at the door, at the desk, and when a report becomes a case."""
