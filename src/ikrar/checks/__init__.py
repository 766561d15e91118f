"""Check a draft before it is posted: text in, findings for a person to look at out; nothing is kept."""
