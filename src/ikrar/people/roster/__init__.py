"""A roster file on its way in: bytes of CSV or XLSX → rows → checked people → spool.

Nothing in a file is trusted. Columns that the pledge does not need are dropped while reading, so
that they are in no preview, no spool and no database row. No Django model is known here.
"""
