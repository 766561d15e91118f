"""Pages of the conversation."""
