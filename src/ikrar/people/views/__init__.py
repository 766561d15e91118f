"""Pages of the personnel bureau and the administrator, one noun per file."""
