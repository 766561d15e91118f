"""May I? Answers looked up in the pack; what the pack cannot answer is asked of a human, and published with its norms."""
