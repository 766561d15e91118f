"""Pages of the desk of cases."""
