"""Whether the words said to carry a sentence do: `python -m model.evaluate.faithful`.

`cases` are the sentences measured, `attribution` the methods that weigh their words, and `__main__` measures.
"""
