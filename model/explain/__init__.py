"""Why a sentence was chosen, word by word.

`explainer` erases words and tells how far the score falls, `before` is the sentence that it cuts them out of, `target`
the score, and `networks` are the copies that it asks.
"""

from model.explain.before import Before
from model.explain.explainer import Explainer
from model.explain.target import Target

__all__ = ["Before", "Explainer", "Target"]
