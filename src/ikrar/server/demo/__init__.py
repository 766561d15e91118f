"""A fictional ministry of 4,000 people, put in place by the same actions that a real one uses."""
