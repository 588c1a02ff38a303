"""How many years of school a text asks for, by the formula of Flesch and Kincaid."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*|\d+(?:[.,]\d+)*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?<!l)e$|(?<=[aeiouy]l)e$|(?<![dt])ed$|(?<![sxzcgh])es$")
APART = re.compile(r"(?<![ctgsx])i[aou]|eo|[aeiou]ing$")  # two vowels side by side that are two syllables
PER_WORD, PER_SYLLABLE, BASE = Fraction("0.39"), Fraction("11.8"), Fraction("15.59")


def reading_grade(text: str) -> Decimal:
    """Give the grade of a text, half up to one place; a text without words asks for none."""
    words = WORD.findall(text)
    if not words:
        return Decimal(0)
    sentences = sum(bool(WORD.search(part)) for part in SENTENCE.split(text))
    syllables = sum(map(_syllables, words))
    exact = PER_WORD * len(words) / sentences + PER_SYLLABLE * syllables / len(words) - BASE
    tenths = (Decimal(exact.numerator) * 10 / exact.denominator).quantize(Decimal(1), ROUND_HALF_UP)
    return max(tenths / 10, Decimal(0))


def _syllables(word: str) -> int:
    """Count vowels that stand together, less a silent ending, more where two stand together but sound apart."""
    low = word.casefold()
    groups = len(VOWELS.findall(low)) + len(APART.findall(low))
    return max(groups - bool(SILENT.search(low)), 1)
