"""Addresses of reports: the door for anybody, the desk for officers; the door's own process lacks the desk."""
