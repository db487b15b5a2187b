"""What one person wants more of, learnt from their own marks and kept apart from the shared weights.

`personal` is how a taste orders a note and what it says of itself, `traits` what can be said of a sentence in a word,
`laplace` how a taste is fitted.
"""

from model.taste.laplace import fit_taste
from model.taste.personal import Mark, Portrait, Taste, favoured_words, passed_over, personal_order, portray
from model.taste.traits import TRAITS

__all__ = [
    "TRAITS",
    "Mark",
    "Portrait",
    "Taste",
    "favoured_words",
    "fit_taste",
    "passed_over",
    "personal_order",
    "portray",
]
