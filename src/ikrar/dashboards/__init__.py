"""Read-only pages that look over several duties: the home page and the public figures."""
