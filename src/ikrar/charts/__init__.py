"""Tables in, accessible SVG out: one module per shape, one theme, Indonesian and English numbers and dates.

No Django, no database, no network. The same table draws the page and the briefing.
"""
