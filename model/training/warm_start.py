"""What new weights take over from those that training went on from, where the dev sets do not say otherwise.

That is how much the text adds, what chances and thresholds its scores become, the languages learnt from, and the files
beside the weights. Reached through `model.train`.
"""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from model import checkpoint, fit_meaning, meaning_head, spoken
from model.kinds import sorter, turns
from model.kinds.bounds import SETS
from model.reading import ModelError
from model.training.calibrate import Calibration, calibrate, fuse
from model.training.classifier import PithForTokenClassification
from model.training.dev import mean_share, report
from model.training.material import Material
from model.training.sets import find

MEANINGS_FITTED = (
    "What tells what a sentence means goes along; it is fitted to these weights by "
    "python -m model.fit_meaning --checkpoint {output} --data {data}.\n"
)
KINDS_KEPT = "What tells definitions and actions goes along.\n"
KINDS_FITTED = (
    "What it is given to read is fitted to these weights by "
    "python -m model.fit_kinds --bounds --checkpoint {output} --data {data}.\n"
)
KINDS_LEFT = (
    "Definitions and actions are told by these weights now, as the dev sets say, by no second network.\n"
)
RARE_LANGUAGES = "Hardly a text was in these languages: {languages}. In use, their words alone choose.\n"


def share_begun_from(options: Namespace, network: PithForTokenClassification, material: Material) -> float:
    """What the weights that training goes on from reach on the dev sets, their text weighed as it will be after."""
    trained_at = network.head.text_scale.item()
    weigh_text(options, network, material)
    found = mean_share(report(network, material.dev, material.encoder))
    network.head.text_scale.fill_(trained_at)
    return found


def weigh_text(options: Namespace, network: PithForTokenClassification, material: Material) -> None:
    """Says the head how much the text adds: as was asked for, as is best on the dev sets, or as in the weights that
    training goes on from."""
    if options.text_scale is not None:
        network.head.text_scale.fill_(options.text_scale)
    elif any(document.size for documents in material.dev.values() for document in documents):
        network.head.text_scale.fill_(fuse(network, material.dev, material.encoder))
    elif options.start:
        network.head.text_scale.fill_(checkpoint.text_scale(checkpoint.folder_of(options.start)))


def calibrated(options: Namespace, network: PithForTokenClassification, material: Material) -> Calibration:
    """Chances and thresholds: by the dev sets and, where those say nothing, as in the weights that training went on
    from."""
    if not options.start:
        return calibrate(network, material.dev, material.encoder)
    begun = checkpoint.read_config(checkpoint.folder_of(options.start))
    found = calibrate(network, material.dev, material.encoder, begun.calibration)
    return replace(found, thresholds=begun.thresholds | found.thresholds)


def languages_of(begun: Path | None, material: Material) -> list[str] | None:
    """What was learnt from, now and in the weights that training went on from; None where it isn't known of those."""
    before = checkpoint.read_config(begun).languages if begun else []
    if before is None:
        return None
    learnt, others = material.mixture.languages()
    if rare := sorted({*others} - {*before}):
        sys.stderr.write(RARE_LANGUAGES.format(languages=", ".join(rare)))
    return sorted({*before, *learnt})


def kept_beside(begun: Path, found: Calibration, options: Namespace) -> list[Path]:
    """What tells meanings, talk and kinds beside the weights that training went on from: turns where the threshold of
    actions is theirs still, the second network where the dev sets say nothing of kinds."""
    before = checkpoint.read_config(begun).thresholds
    kept = {
        meaning_head.FILE: True,
        spoken.FILE: True,
        turns.FILE: before.get("action") == found.thresholds.get("action"),
        sorter.FILE: before == found.thresholds,
    }
    where = {name: shlex.quote(str(getattr(options, name))) for name in ("output", "data")}
    if (begun / meaning_head.FILE).is_file() and _are_there(fit_meaning.SETS, options.data):
        sys.stderr.write(MEANINGS_FITTED.format(**where))
    if (begun / sorter.FILE).is_file():
        sys.stderr.write(KINDS_KEPT if kept[sorter.FILE] else KINDS_LEFT)
        if kept[sorter.FILE] and _are_there(SETS.values(), options.data):
            sys.stderr.write(KINDS_FITTED.format(**where))
    return [begun / name for name, stays in kept.items() if stays and (begun / name).is_file()]


def _are_there(sets: Iterable[str], data: Path) -> bool:
    try:
        return all(find(name, data) for name in sets)
    except ModelError:
        return False
