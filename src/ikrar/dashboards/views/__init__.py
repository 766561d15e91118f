"""Doors: what everybody may see, the barometer and what is taken from it, the briefing."""
