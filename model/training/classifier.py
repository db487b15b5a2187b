"""The network as transformers and the Hub expect it: an encoder under a token-classification head.

Used to train and to publish: `save_pretrained`, and once this is imported `AutoModelForTokenClassification`. A running
Pith loads the same weights through `checkpoint`, without the four seconds that importing transformers takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForTokenClassification,
    PreTrainedConfig,
    PreTrainedModel,
)
from transformers.modeling_outputs import TokenClassifierOutput

from model.data import LABELS, UNKNOWN
from model.encoder import MODEL_TYPE
from model.head import KEY, Head

POSITIVE_WEIGHTS = (3.0, 3.0)  # definitions and actions are rare: one of them weighs as much as three others
KIND_LOSS = 2.0  # of the two kinds together, against 1 for the choice of key sentences: kinds are rare and learn slowly


class PithConfig(PreTrainedConfig):  # type: ignore[no-untyped-call]
    """The encoder's own config under `encoder`, the head's sizes, and what is minimised: see `choice_loss` and
    `kind_loss`."""

    model_type = MODEL_TYPE

    def __init__(
        self,
        encoder: dict[str, Any] | None = None,
        features: int = 0,
        hidden: int = 256,
        layers: int = 0,
        loss: str = "listwise",
        positive_weights: Sequence[float] = POSITIVE_WEIGHTS,
        kind_loss: float = KIND_LOSS,
        **rest: Any,
    ) -> None:
        self.encoder = encoder or {"model_type": "bert"}
        self.features, self.hidden, self.layers, self.loss = features, hidden, layers, loss
        self.positive_weights, self.kind_loss = list(positive_weights), kind_loss
        rest.setdefault("id2label", dict(enumerate(LABELS)))
        super().__init__(**rest)


class PithForTokenClassification(PreTrainedModel):  # type: ignore[no-untyped-call]
    """Token ids to four logits a token; every token of a sentence has its sentence's.

    Without `sentence_of` (as a Hub pipeline calls it) each token stands for itself, with no features.
    """

    config_class = PithConfig
    supports_gradient_checkpointing = True
    _supports_sdpa = True

    def __init__(self, config: PithConfig) -> None:
        super().__init__(config)
        inner = dict(config.encoder)
        self.encoder = AutoModel.from_config(  # type: ignore[no-untyped-call]
            AutoConfig.for_model(inner.pop("model_type"), **inner), attn_implementation="sdpa"
        )
        drop_pooler(self.encoder)
        self.head = Head(self.encoder.config.hidden_size, config.features, config.hidden, config.layers)
        self.post_init()  # type: ignore[no-untyped-call]

    def _init_weights(self, module: Any) -> None:
        """Leaves torch's own start, and the head's zeros, as they are."""

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor | None = None,
        sentence_of: Tensor | None = None,
        document_of: Tensor | None = None,
        features: Tensor | None = None,
        anchor: Tensor | None = None,
        target: Tensor | None = None,
        kinds: Tensor | None = None,
        kind_weight: Tensor | None = None,
        worth: Tensor | None = None,
        unsure: Tensor | None = None,
        at_once: int | None = None,
        **_: Any,
    ) -> TokenClassifierOutput:
        """`input_ids` (W, L) windows; `sentence_of` (W, L) the row of the sentence that owns each token, R where
        none does; `document_of` (R,) ascending; `features` (R, F); `anchor` (R,). With `target` (R,), each
        document's summing to 1 or 0, and `kinds` (R,) there is a loss; `worth` (R,) and `unsure` (R,) are as
        `choice_loss` takes them. `at_once` is how many windows are read at a time (None: all). Answers logits
        (W, L, 4) and, as `hidden_states[0]`, the sentences' own (R, 4)."""
        present = torch.ones_like(input_ids) if attention_mask is None else attention_mask  # (W, L)
        step = at_once or len(input_ids)
        parts = zip(torch.split(input_ids, step), torch.split(present, step), strict=True)
        states = torch.cat(
            [self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state for ids, mask in parts]
        )  # (W, L, H)
        if sentence_of is None or document_of is None:
            sentence_of, document_of = _each_token_alone(input_ids)
        rows = len(document_of)
        if features is None:
            features = states.new_zeros(rows, self.config.features)  # (R, F)
        if anchor is None:
            anchor = states.new_zeros(rows)  # (R,)
        own, whole = pool(states, sentence_of, document_of)  # (R, H)
        with torch.autocast(states.device.type, enabled=False):  # as in use: bf16 would make sentences equal
            logits = self.head(own, whole, features.float(), anchor.float(), document_of)  # (R, 4)
        loss = None
        if target is not None:
            loss = choice_loss(logits[:, KEY], target, document_of, self.config.loss, worth, unsure)
            if kinds is not None:
                positive = logits.new_tensor(self.config.positive_weights)  # (2,)
                of_kinds = kind_loss(logits[:, KEY + 1 :], kinds, kind_weight, positive)
                loss = loss + self.config.kind_loss * of_kinds
        outside = torch.cat([logits, logits.new_zeros(1, len(LABELS))])  # (R + 1, 4)
        return TokenClassifierOutput(loss=loss, logits=outside[sentence_of], hidden_states=(logits,))


def drop_pooler(encoder: Any) -> None:
    """Takes away the layer over the first token that many encoders carry: nothing here looks at it."""
    if getattr(encoder, "pooler", None) is not None:
        encoder.pooler = None


def _each_token_alone(ids: Tensor) -> tuple[Tensor, Tensor]:
    windows, length = ids.shape
    sentence_of = torch.arange(windows * length, device=ids.device).view(windows, length)
    return sentence_of, sentence_of[:, :1].expand(-1, length).reshape(-1) // length


def pool(states: Tensor, sentence_of: Tensor, document_of: Tensor) -> tuple[Tensor, Tensor]:
    """Mean states of each sentence and of its document, (R, H) both, from `states` (W, L, H)."""
    rows, width = len(document_of), states.shape[-1]
    flat, owner = states.reshape(-1, width).float(), sentence_of.reshape(-1)  # (W L, H), (W L,)
    sums = flat.new_zeros(rows + 1, width).index_add(0, owner, flat)[:rows]  # (R, H)
    counts = torch.bincount(owner, minlength=rows + 1)[:rows, None].float()  # (R, 1)
    documents = int(document_of.max()) + 1
    total = flat.new_zeros(documents, width).index_add(0, document_of, sums)  # (D, H)
    tokens = flat.new_zeros(documents, 1).index_add(0, document_of, counts)  # (D, 1)
    whole = total / tokens.clamp_min(1)  # (D, H)
    return sums / counts.clamp_min(1), whole[document_of]


FAR_BELOW = -1e9  # a logit whose chance is zero

# --- losses --------------------------------------------------------------------------------------------------


def choice_loss(
    logits: Tensor,
    target: Tensor,
    document_of: Tensor,
    name: str,
    worth: Tensor | None = None,
    unsure: Tensor | None = None,
) -> Tensor:
    """How far the choice in each document is from what is known of it: the mean over documents of which something is.

    "listwise" is cross-entropy between the softmax over a document's sentences and `target` (R,) (Cao et al. 2007,
    ListNet); "bce" takes each sentence alone, worth its share of the best one's target; "soft" takes each alone as
    well, its chance against `worth` (R,) as it is, 0..1, or UNKNOWN. Sentences that are `unsure` (R,) take no part.
    """
    documents = int(document_of.max()) + 1
    if unsure is None:
        unsure = torch.zeros_like(document_of, dtype=torch.bool)  # (R,)
    counted = ~unsure  # (R,)
    known = target.new_zeros(documents).index_add(0, document_of, target) > 0  # (D,)
    if name == "listwise":
        logits = logits.masked_fill(unsure, FAR_BELOW)
        peak = logits.detach().new_full((documents,), -torch.inf)
        peak = peak.scatter_reduce(0, document_of, logits.detach(), "amax")  # (D,)
        shifted = logits - peak[document_of]  # (R,)
        total = logits.new_zeros(documents).index_add(0, document_of, shifted.exp())  # (D,)
        each = target * (total.log()[document_of] - shifted)  # (R,)
    else:
        if name == "bce":
            best = target.new_zeros(documents).scatter_reduce(0, document_of, target, "amax")  # (D,)
            wanted = target / best.clamp_min(1e-9)[document_of]  # (R,)
        else:
            assert worth is not None
            counted = counted & (worth != UNKNOWN)
            known = torch.bincount(document_of[counted], minlength=documents) > 0
            wanted = worth.clamp(0, 1)
        each = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none")  # (R,)
        sentences = torch.bincount(document_of[counted], minlength=documents).clamp_min(1)
        each = each * counted / sentences[document_of]
    lost = logits.new_zeros(documents).index_add(0, document_of, each)  # (D,)
    return (lost * known).sum() / known.sum().clamp_min(1)


def kind_loss(logits: Tensor, kinds: Tensor, weight: Tensor | None, positive: Tensor) -> Tensor:
    """Binary cross-entropy of DEFINITION and ACTION, `logits` (R, 2), one of which weighs as much as `positive` (2,)
    sentences without; those of UNKNOWN kind take no part."""
    wanted = torch.stack([kinds == KEY + 1, kinds == KEY + 2], dim=-1).float()  # (R, 2)
    each = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none", pos_weight=positive)  # (R, 2)
    share = (kinds != UNKNOWN).float()[:, None].expand(-1, 2)  # (R, 2)
    if weight is not None:
        share = share * weight
    return (each * share).sum() / share.sum().clamp_min(1)


AutoConfig.register(MODEL_TYPE, PithConfig)
AutoModelForTokenClassification.register(PithConfig, PithForTokenClassification)
