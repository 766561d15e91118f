"""Doors of the programme: the desk for communications people, the published messages for everybody."""
