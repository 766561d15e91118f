"""`python -m ikrar` is `ikrar`."""

from ikrar.cli import main

main()
