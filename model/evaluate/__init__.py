"""How good the choice is: `python -m model.evaluate SET…` measures Pith beside its peers, on the same sentences.

`examples` reads sets, `peers` are what Pith is compared with, `measures` are the numbers, `table` brings the three
together; `perturb` and `bias` ask whether the choice stays where it should, `asked` whether a question finds its
answer, `plots` draws. Nothing here is used when Pith runs.
"""
