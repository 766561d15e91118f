"""Pages of the pledge, one noun per file: parse, call an action or a query, answer."""
