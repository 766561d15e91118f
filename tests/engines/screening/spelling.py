"""What the reference does with the letters and digits of one word."""

from ikrar.screening.kernels.shapes import BALLOT, DIGIT, NUMBER, TWO, YEAR


def shortened(word):
    """Three or more of a letter are one; digits stay."""
    out, i = "", 0
    while i < len(word):
        n = len(word) - i - len(word[i:].lstrip(word[i]))
        out += word[i] if n > 2 and not word[i].isdigit() else word[i] * n
        i += n
    return out


def split_digits(word):
    parts = []
    for c in word:
        if parts and parts[-1][-1].isdigit() == c.isdigit():
            parts[-1] += c
        else:
            parts.append(c)
    return parts


def shape(digits):
    if len(digits) == 1:
        return DIGIT
    if len(digits) == 2:
        return BALLOT if digits[0] == "0" and digits[1] != "0" else TWO
    return YEAR if len(digits) == 4 and digits[:2] in ("19", "20") else NUMBER


def said_again(found, i):
    """Whether a piece goes on with up to four that stood twice before it."""
    told = [(piece.hash, piece.own) for piece in found[: i + 1]]
    return any(
        all(told[i - k] == told[i - k - many] for k in range(many + 1))
        for many in range(1, 5)
        if i >= 2 * many
    )
