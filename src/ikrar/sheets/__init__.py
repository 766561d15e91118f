"""Spreadsheets on their way in: bytes of CSV or XLSX → rows of text, with flat memory and no trust.

No Django, no database, no network.
"""
