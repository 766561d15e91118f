"""What the public says, from texts that a user brings or public feeds: sources, posts, screening, findings, review.

In: exports of any usual kind. Out: figures per day and phase, clusters of copies, claims, findings for a human. Authors
are salted hashes; no page opens a person. A finding never acts on anybody.
"""
