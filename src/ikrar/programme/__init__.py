"""The programme's three phases: messages are drafted, guarded, approved by a second person, published and handed on.

In: an agency, the pack's phases, texts that people write or bring as a plan. Out: rows, log entries, feeds and a kit
for partners. No message leaves without its guards having run on the day it leaves.
"""
