"""Self-training: texts of which nobody said anything, taught by the choices that a model is sure of.

Before every epoch the network in training says each sentence's chance, or a finished checkpoint says it once. Above
HIGH a sentence is chosen, below LOW it is not; those between are left out of the loss, and so are documents without
both (Yarowsky 1995; with chances that are calibrated, which is what makes a threshold mean something).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.data import Record, read_unlabelled
from model.encoder import Encoder
from model.head import KEY
from model.language import detect_language
from model.ranker import UNFITTED, chances
from model.sentences import split
from model.training.calibrate import calibrate
from model.training.classifier import PithForTokenClassification
from model.training.dev import DevDocument, score_document
from model.training.mixture import Mixture, Prepared, prepare

Floats = NDArray[np.float64]

SHARE = 0.25  # of the batches where none is given, against 1 for a set of one's own


def unlabelled_records(path: Path, limit: int | None, seed: int) -> list[Record]:
    """Documents with sentences and nothing else. Raises ModelError."""
    found = []
    for name, text in read_unlabelled(path, limit, seed):
        language = detect_language(text)
        spans = split(text, language)
        sentences = [text[span.start : span.end] for span in spans]
        found.append(Record(name, sentences, language, layouts=[span.layout for span in spans]))
    return found


def taught(record: Record, chance: Floats, low: float, high: float) -> Record | None:
    """The document with its sure sentences as targets; None where nothing sure is chosen, or nothing refused."""
    chosen, refused = chance >= high, chance <= low  # (S,)
    if not chosen.any() or not refused.any():
        return None
    return replace(
        record,
        target=chosen.astype(np.float32),
        chosen=np.flatnonzero(chosen).tolist(),
        unsure=~(chosen | refused),
    )


@dataclass(frozen=True)
class Teacher:
    """`sets` of unlabelled documents that are taught into the sets of the same name in a mixture. Where no dev set
    makes scores chances, `calibration` does, as `Ranker` takes it, which was fitted with the text weighed by
    `text_scale`: both are those of the weights that training goes on from."""

    sets: Mapping[str, Sequence[Record]]
    encoder: Encoder
    low: float
    high: float
    prepared: dict[str, list[Prepared]]
    calibration: tuple[float, float, float] = UNFITTED
    text_scale: float = 1.0

    @classmethod
    def of(
        cls,
        sets: Mapping[str, Sequence[Record]],
        encoder: Encoder,
        low: float,
        high: float,
        calibration: tuple[float, float, float] = UNFITTED,
        text_scale: float = 1.0,
    ) -> Teacher:
        """A teacher that has read the documents; those without a token are left out."""
        read = {
            name: [(r, p) for r in records if (p := prepare(r, encoder)).windows]
            for name, records in sets.items()
        }
        records = {name: [r for r, _ in pairs] for name, pairs in read.items()}
        prepared = {name: [p for _, p in pairs] for name, pairs in read.items()}
        return cls(records, encoder, low, high, prepared, calibration, text_scale)

    def by_checkpoint(self, checkpoint: str, mixture: Mixture) -> dict[str, int]:
        """Teaches what a finished model says; how many documents of each set it could. Raises ModelError."""
        from model.engine import Extractor

        extractor = Extractor.from_checkpoint(checkpoint)
        said = {
            name: [
                np.array([s.score for s in reading.sentences])
                for reading in extractor.read_split([record.sentences for record in records])
            ]
            for name, records in self.sets.items()
        }
        return self._teach(said, mixture)

    def by_network(
        self,
        network: PithForTokenClassification,
        dev: Mapping[str, Sequence[DevDocument]],
        mixture: Mixture,
    ) -> dict[str, int]:
        """Teaches what the network in training says, its scores made chances by the dev sets; as `by_checkpoint`."""
        was_training = network.training
        trained_at = network.head.text_scale.item()
        calibration = calibrate(network, dev, self.encoder, self.calibration).calibration
        if calibration == self.calibration:
            network.head.text_scale.fill_(self.text_scale)
        network.train(False)
        said = {
            name: [
                chances(score_document(network, p, record, self.encoder)[:, KEY].astype(float), calibration)
                for record, p in zip(records, self.prepared[name], strict=True)
            ]
            for name, records in self.sets.items()
        }
        network.head.text_scale.fill_(trained_at)
        network.train(was_training)
        return self._teach(said, mixture)

    def _teach(self, said: Mapping[str, list[Floats]], mixture: Mixture) -> dict[str, int]:
        found = {}
        for name, records in self.sets.items():
            pairs = [
                (learnt, prepared)
                for record, chance, prepared in zip(records, said[name], self.prepared[name], strict=True)
                if (learnt := taught(record, chance, self.low, self.high))
            ]
            mixture.replace(name, pairs)
            found[name] = len(pairs)
        return found
