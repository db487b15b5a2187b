"""From texts to vectors, of any length.

`windows` cuts a text's tokens into overlapping inputs, and `encoding` runs a network over them in batches; `network` is
BERT, `vocabulary` says which tokens tell it nothing, and `pretrained` loads an encoder as it comes: from its package,
a folder or the Hub.
"""

from model.encoder.encoding import OVERLAP_TOKENS, WINDOW_TOKENS, Encoder, fastest_dtype
from model.encoder.pretrained import MODEL_TYPE, load_encoder, packaged_folder

__all__ = [
    "MODEL_TYPE",
    "OVERLAP_TOKENS",
    "WINDOW_TOKENS",
    "Encoder",
    "fastest_dtype",
    "load_encoder",
    "packaged_folder",
]
