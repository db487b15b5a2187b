"""Text to sentences with character offsets, whatever was pasted. Pure, linear in the text's length.

`layout` and `paragraphs` make blocks of lines, `splitting` sentences of blocks and `pieces` what is too long to be one
shorter; `counting` counts words. Each other file knows one sign: `headings`, `list_marks`, `sections`, `table_rows`,
`fences`, `formulas`, `indented`, `front_matter`, `turns`, `chats` and `exports` what a line is, `typed_lines` that each
is a thought, `borders`, `abbreviations`, `quotations` and `run_in` what ends no sentence.
"""

from model.sentences.chats import ChatHeader, chat_headers
from model.sentences.counting import count_words
from model.sentences.line import Layout
from model.sentences.splitting import Span, split

__all__ = ["ChatHeader", "Layout", "Span", "chat_headers", "count_words", "split"]
