"""Agency, unit tree, employees, roster import, users, roles scoped to units, outgoing mail."""
