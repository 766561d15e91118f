"""How the weights are made: labelled texts in, a table of rows and its description out.

Seeded, and every sum made in one order whatever the number of processors, so that the same texts give the same bytes on
the same machine. Needs the extra `ikrar[train]`; nothing here is loaded to screen a post.
"""
