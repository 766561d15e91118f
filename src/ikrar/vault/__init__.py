"""Who can open what is sealed: key holders, boxes, the recovery key of two custodians."""
