"""The pages below /bolehkah/."""
