"""Text to sentences with character offsets, whatever was pasted. Pure, linear in the text's length.

`layout` makes blocks of lines and `splitting` sentences of blocks; each other file knows one sign of what a line is:
`headings`, `list_marks`, `table_rows`, `fences`, `formulas`, `indented` code.
"""

from model.sentences.layout import Layout
from model.sentences.splitting import Span, count_words, split

__all__ = ["Layout", "Span", "count_words", "split"]
