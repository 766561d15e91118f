"""Pages of the vault: one's own key, and what custodians decide."""
