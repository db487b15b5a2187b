"""Documents to learn from: sentences, and what people or their summaries say of each. Pure; imports no torch.

Three forms of JSON line are read (gzipped or not): the sets' own (`sentences` with `soft`, `oracle`, `labels` or
`kind_labels`; SciTLDR's `source` with `target`), a person's marked text (`text`, `highlights`, and a `summary` to
measure by where there is one), and a text with a summary (`text`, `summary`), from which targets are made. A folder
is read as every *.jsonl in it. A mark or a summary may be one text or a list of texts. Where marked text has `rejected`
beside `highlights`, as `model.label` writes it, the person was asked of these sentences only, and nothing is learnt
from the others. Empty `highlights` say that nothing in the text is key, which the loss "soft" learns; the others
compare a text's sentences, and `material` says how many texts teach them nothing. `read_unlabelled` reads texts of
which nobody said anything.

`lines` opens the files, `fields` checks what stands in a line, and `records` makes the records.
"""

from model.data.fields import KINDS, LABELS, UNKNOWN, focus_of, language_of, references_of, sentences_of
from model.data.lines import lines_of, read_line
from model.data.records import (
    MAX_ORACLE,
    Record,
    from_text,
    greedy_oracle,
    read_records,
    read_unlabelled,
    soft_targets,
)

__all__ = [
    "KINDS",
    "LABELS",
    "MAX_ORACLE",
    "UNKNOWN",
    "Record",
    "focus_of",
    "from_text",
    "greedy_oracle",
    "language_of",
    "lines_of",
    "read_line",
    "read_records",
    "read_unlabelled",
    "references_of",
    "sentences_of",
    "soft_targets",
]
