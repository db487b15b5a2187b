"""What a person's taste wins: `python -m model.evaluate.taste`.

`documents` are what simulated people read, `personas` are the people, and `__main__` measures.
"""
