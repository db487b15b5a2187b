"""What tells definitions and actions: a second network, which reads one sentence by itself, and its head.

It is the encoder with low-rank pairs of its own merged in (`checkpoint`, `windows.For`), and reads only what the
main head or a cue takes for possible (`Sorter.possible`): the rest of a text is neither. Learnt by `fit_kinds`. It
changes no score.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from torch import Tensor, nn

from model import low_rank, tensors
from model.data import LABELS
from model.encoder.windows import For, Window
from model.features.asides import is_aside
from model.kinds.bare import bare, is_called_definition, unlabelled
from model.kinds.by_cues import LOOKED_AT_CHARS, Action, action_of
from model.kinds.cue_parts import A_DAY, BY_FIGURES, NAMES_A_KIND, SETS_A_TERM
from model.kinds.doubts import asks_nothing, defines_nothing, is_nobodys
from model.reading import ModelError

FILE = "kinds.safetensors"
KINDS = ("definition", "action")  # what it tells, in the order of its logits
COLUMNS = [LABELS.index(kind.upper()) for kind in KINDS]  # where the main head tells them
MOST_TOKENS = 126  # of a sentence, as in training: what comes later says little of its kind
LEEWAY = {"definition": 0.5, "action": 2.0}
"""How far below its threshold a kind may lie and still be believed of a cue: what coursework asks for is put otherwise
than what mails do. Deadlines and decisions are so few in mails that a cue of one is believed always, and so is a line
that calls itself a to-do or a definition, what is asked or promised for a day, or a contract's "X" means."""
WITHOUT_VERB = 1.5
"""The same for what a slide defines (Osmosis: movement of …), of which the network, taught by books, is less sure."""
ALWAYS = (Action.DEADLINE, Action.DECISION)
_CALLED = re.compile(r"\W*(?:actions?|to[ -]?do|rsvp)\b|(?:[-*+•]\s+)?(?:\[ ?\]\s|[☐🔲⬜])", re.IGNORECASE)
_SETS_A_TERM = re.compile(SETS_A_TERM)
_NAMES_A_KIND = re.compile(NAMES_A_KIND)
_DATED = re.compile(
    rf"\b(?:{A_DAY}|today|this (?:morning|afternoon|evening|week))\b|{BY_FIGURES}", re.IGNORECASE
)


class KindHead(nn.Module):
    """A sentence's mean token state to the logits of KINDS."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.normal = nn.LayerNorm(width)
        self.labels = nn.Linear(width, len(KINDS))

    def forward(self, states: Tensor) -> Tensor:
        """(N, H) to (N, 2)."""
        logits: Tensor = self.labels(self.normal(states))
        return logits


@dataclass(frozen=True)
class Sorter:
    """The head in use. `gates` are the main head's logits above which a sentence may be a definition or an action, and
    is read by itself; `thresholds` are those of this head above which it is."""

    head: KindHead
    gates: Mapping[str, float]
    thresholds: Mapping[str, float]

    def possible(self, logits: NDArray[np.floating], cues: Sequence[str]) -> NDArray[np.bool_]:
        """(S, 2) which of KINDS a sentence may be, by the main head's logits (S, 4) and by its cue (S,)."""
        above = logits[:, COLUMNS] > [self.gates[kind] for kind in KINDS]  # (S, 2)
        cued = np.array([[cue == kind for kind in KINDS] for cue in cues], bool).reshape(-1, len(KINDS))
        return np.asarray(above | cued, bool)

    @torch.inference_mode()
    def logits(self, sums: NDArray[np.float32], tokens: NDArray[np.int64]) -> NDArray[np.float64]:
        """Summed states (N, H) of sentences read alone, and how many tokens they have (N,), to logits (N, 2)."""
        means = sums / np.minimum(tokens, MOST_TOKENS)[:, None]  # (N, H)
        return np.asarray(self.head(torch.from_numpy(means).float()).numpy(), np.float64)

    def kinds(
        self,
        logits: NDArray[np.floating],
        possible: NDArray[np.bool_],
        cues: Sequence[str],
        sentences: Sequence[str],
    ) -> list[str]:
        """(N,) the one of the `possible` kinds (N, 2) whose logit (N, 2) is most above its threshold; else what the cue
        says (N,), where it may (`leeways`); else "key"."""
        above = logits - np.array([self.thresholds[kind] for kind in KINDS])  # (N, 2)
        none = [
            is_aside(said) or is_nobodys(said) or (cue == "key" and asks_nothing(said))
            for said, cue in zip(sentences, cues, strict=True)
        ]
        above[none, KINDS.index("action")] = -np.inf
        above[[defines_nothing(said) for said in sentences], KINDS.index("definition")] = -np.inf
        learnt = np.where(possible, above, -np.inf)  # (N, 2)
        sure = learnt.max(axis=1) > 0  # (N,)
        found = np.where(sure[:, None], learnt, above + leeways(sentences, cues))  # (N, 2)
        best = found.argmax(axis=1)  # (N,)
        return [KINDS[b] if found[i, b] > 0 else "key" for i, b in enumerate(best.tolist())]


def leeways(sentences: Sequence[str], cues: Sequence[str]) -> NDArray[np.float64]:
    """(N, 2) what an English sentence's cue (N,) is worth in logits: −∞ for a kind that it does not speak for."""
    found = np.full((len(cues), len(KINDS)), -np.inf)
    for i, cue in enumerate(cues):
        if cue in KINDS:
            said = sentences[i][:LOOKED_AT_CHARS]
            found[i, KINDS.index(cue)] = _of_definition(said) if cue == "definition" else _of_action(said)
    return found


def _of_definition(said: str) -> float:
    plain = unlabelled(said)
    if _SETS_A_TERM.match(plain) or is_called_definition(said):
        return np.inf
    return WITHOUT_VERB if _NAMES_A_KIND.match(plain) else LEEWAY["definition"]


def _of_action(said: str) -> float:
    is_sure = _CALLED.match(bare(said)) or _DATED.search(said) or action_of(said, "en") in ALWAYS
    return np.inf if is_sure else LEEWAY["action"]


def alone(number: int, ids: Sequence[int]) -> Window:
    """The window in which a document's sentence of that number is read by itself."""
    kept = np.array(ids[:MOST_TOKENS], np.int32)
    return Window(kept, slice(0, len(kept)), number, np.zeros(len(kept), np.int32), read_for=For.KINDS)


def save(folder: Path, pairs: Mapping[str, Tensor], sorter: Sorter, space: str) -> None:
    """Writes it in fp16: the low-rank pairs of an encoder whose vectors are of `space`, and the head."""
    weights = {**pairs, **low_rank.of_head(sorter.head)}
    _write(folder, weights, space, sorter.gates, sorter.thresholds)


def _write(
    folder: Path,
    weights: Mapping[str, Tensor],
    space: str,
    gates: Mapping[str, float],
    thresholds: Mapping[str, float],
) -> None:
    numbers = json.dumps({"gates": dict(gates), "thresholds": dict(thresholds)})
    tensors.write(folder / FILE, weights, space, numbers=numbers)


def rebound(folder: Path, gates: Mapping[str, float], thresholds: Mapping[str, float]) -> None:
    """Writes other bounds into the file in `folder`."""
    weights, said = tensors.read_any(folder / FILE)
    _write(folder, weights, said["space"], gates, thresholds)


def load(folder: Path, space: str, width: int) -> tuple[Sorter, dict[str, Tensor]] | None:
    """The sorter in `folder` and the pairs of its network, in fp32; None where there is none. Raises ModelError for one
    that can't be read or belongs to another encoder than one of `space`, whose states are `width` wide."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        weights, said = tensors.read(path, space)
        numbers = json.loads(said["numbers"])
        gates, thresholds = (
            {kind: float(numbers[name][kind]) for kind in KINDS} for name in ("gates", "thresholds")
        )
        if not np.isfinite([*gates.values(), *thresholds.values()]).all():
            raise ValueError("its bounds are no numbers")
        head = KindHead(width)
        pairs = low_rank.parted(weights, head)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(f"“{path}” can't be read: {error}") from error
    return Sorter(head, gates, thresholds), pairs
