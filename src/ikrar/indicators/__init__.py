"""Findings over time → figures per day and phase with intervals; copies, change points, comparisons, claims.

Arrow tables in, Arrow tables out; no Django, no database, no network. A figure is a share of posts, corrected for the
judge's own errors, with the interval that its data allow, and hidden where the cell is small.
"""
