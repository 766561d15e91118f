"""Charts of the story."""


def of_theme(*_a, **_k):
    return []
