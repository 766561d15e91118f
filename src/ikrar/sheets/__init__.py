"""Spreadsheets on their way in: bytes of CSV or XLSX → rows of text, with flat memory and no trust.

`rows` is the door. No Django, no database, no network.
"""

from ikrar.sheets.door import rows

__all__ = ["rows"]
