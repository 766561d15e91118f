"""Pages of gifts: one's own, the figures of refusals, the desk of the UPG."""
