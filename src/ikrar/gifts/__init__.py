"""Gifts offered, refused, received or seen: recorded by the employee, decided by the gratification unit, on its clocks."""
