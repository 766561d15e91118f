"""The face: base templates, components, tags, static files and the security headers.

Knows no duty: the other apps lean on it, it leans on none of them.
"""
