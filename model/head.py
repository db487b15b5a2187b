"""The head over the encoder: a sentence's mean token state and its document to four logits. Reached through
`training.classifier` in training and `engine` in use; runs on the CPU in fp32 there, for it costs next to nothing."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from model.data import LABELS
from model.lexical import sections_of

KEY = LABELS.index("KEY")
DROPOUT = 0.1
TEXT_DROPOUT = 0.2
"""Of documents in training the share whose text the choice does not see, so that it can't forget the features. Kinds
always see it: what defines or asks is told by its words."""


class Head(nn.Module):
    """Residual over the anchor: KEY = anchor + text, so that text only adds what cheap features don't say.

    A sentence sees itself, the mean of its whole document (what carries context across windows, in linear time)
    and its features. With `layers` a transformer runs over the sentences of each section of the document as well.
    """

    def __init__(self, width: int, features: int, hidden: int = 256, layers: int = 0) -> None:
        super().__init__()
        self.normal = nn.LayerNorm(width)
        self.sentence = nn.Linear(3 * width, hidden)
        self.features = nn.Linear(features, hidden)
        self.dropout = nn.Dropout(DROPOUT)
        self.across = nn.ModuleList(
            nn.TransformerEncoderLayer(hidden, 4, 2 * hidden, DROPOUT, "gelu", batch_first=True)
            for _ in range(layers)
        )
        self.labels = nn.Linear(hidden, len(LABELS))
        self.anchor_scale = nn.Parameter(torch.ones(()))
        self.text_scale = nn.Parameter(
            torch.ones(()), requires_grad=False
        )  # set after training, by `training.calibrate.fuse`
        nn.init.zeros_(self.labels.weight)
        nn.init.zeros_(self.labels.bias)

    def forward(
        self, sentences: Tensor, document: Tensor, features: Tensor, anchor: Tensor, document_of: Tensor
    ) -> Tensor:
        """`sentences` (R, H) mean states, `document` (R, H) their document's, `features` (R, F), `anchor` (R,),
        `document_of` (R,) ascending document numbers, to logits (R, 4) in the order of LABELS."""
        own, whole = self.normal(sentences), self.normal(document)  # (R, H)
        text = self.sentence(torch.cat([own, whole, own * whole], dim=-1))  # (R, D)
        logits = self._logits(text, features, document_of)  # (R, 4)
        chosen = logits[:, KEY]  # (R,)
        if self.training:
            chosen = self._logits(_some_unseen(text, document_of), features, document_of)[:, KEY]
        key = self.anchor_scale * anchor + self.text_scale * chosen  # (R,)
        return torch.cat([logits[:, :KEY], key[:, None], logits[:, KEY + 1 :]], dim=-1)  # (R, 4)

    def _logits(self, text: Tensor, features: Tensor, document_of: Tensor) -> Tensor:
        hidden = self.dropout(F.gelu(text + self.features(features)))  # (R, D)
        if len(self.across):
            hidden = self._across(hidden, document_of)  # (R, D)
        logits: Tensor = self.labels(hidden)  # (R, 4)
        return logits

    def _across(self, hidden: Tensor, document_of: Tensor) -> Tensor:
        """Attention within even sections of bounded size, so that a book takes no more for each sentence."""
        parts = [
            section.stop - section.start
            for total in torch.bincount(document_of).tolist()
            for section in (sections_of(total) if total else ())
        ]
        rows = torch.split(hidden, parts)
        padded = nn.utils.rnn.pad_sequence(list(rows), batch_first=True)  # (N, S, D)
        counts = torch.tensor(parts, device=hidden.device)  # (N,)
        absent = torch.arange(padded.shape[1], device=hidden.device)[None] >= counts[:, None]  # (N, S)
        for layer in self.across:
            padded = layer(padded, src_key_padding_mask=absent)  # (N, S, D)
        return padded[~absent]  # (R, D)


def _some_unseen(text: Tensor, document_of: Tensor) -> Tensor:
    seen = torch.rand(int(document_of.max()) + 1, device=text.device) >= TEXT_DROPOUT  # (D,)
    return text * seen[document_of, None]  # (R, D)
