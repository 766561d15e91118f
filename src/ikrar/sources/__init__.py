"""Exports that people really have → posts: tables, 4CAT, YouTube, Telegram, WhatsApp, RSS.

Bytes of strangers in, pages of posts out, with the rows that could not be read and why. Names and phone numbers stay
behind: an author is a salted hash. No Django, no database, no network.
"""
