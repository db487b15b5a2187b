"""What cheap features say of a sentence, in any language and without a network.

`rows` makes a row of numbers of each sentence, by its words (`model.lexical`), its place, its layout and `cues`;
`anchor` weighs them. `everyday` tells small talk in Chinese, learnt from `remarks` too; `asides` carry nothing and
stand back; `blend` is for weights without a head, and for reasons in words.
"""

from model.features.rows import FEATURES, LIMIT, describe

__all__ = ["FEATURES", "LIMIT", "describe"]
