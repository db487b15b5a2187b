"""Named ways to train: the mixture of sets, and the options that `python -m model.train --recipe NAME` stands for."""

from __future__ import annotations

from model.training.mixture import Recipe

MIXTURE = {
    "openstax.train": Recipe(0.29, 0.1, (1.0, 0.2)),
    "scitldr.train": Recipe(0.15, 0.07),
    "scisumm.train": Recipe(0.07),
    "qmsum.train": Recipe(0.17),
    "ami_icsi.train": Recipe(0.15, 0.1, (0.2, 0.2)),
    "techspec.train": Recipe(0.05),
    "carpentries.train": Recipe(0.03),
    "openstax_es.train": Recipe(0.02),
    "emailintent.train": Recipe(0.07, 0.1, (0.2, 1.0)),
    "forms.train": Recipe(0.12),
}
"""Shares of the batches. Textbooks and passages of meetings lead because notes look most like them; papers, lessons
and proposals keep the choice broad, and the texts in `texts/` stand for all that no other set is like."""

DEV = [
    "scitldr.dev",
    "openstax.dev",
    "qmsum.dev",
    "scisumm.dev",
    "techspec.dev",
    "carpentries.dev",
    "emailintent.dev",
]

BASE = "runs/base"
MADE_BY = {BASE: f"python -m model.train --recipe base --output {BASE}"}
"""What a recipe goes on from, and the command that makes it where it is not there."""

RECIPES: dict[str, dict[str, object]] = {
    "base": {
        "sets": [name for name in MIXTURE if name != "forms.train"],
        "dev": DEV,
        "dev_limit": 24,
        "tune": "last:3",
        "rate": 1e-4,
        "batches": 600,
        "epochs": 3,
    },
    "shipped": {
        "start": BASE,
        "sets": [
            *(name for name in MIXTURE if name not in ("scitldr.train", "forms.train")),
            "forms.train=0.35",
            "scitldr.train=0.18",
        ],
        "tune": "last:3",
        "text_scale": 1.0,
        "rate": 3e-5,
        "head_rate": 3e-4,
        "batches": 900,
        "epochs": 1,
    },
    "own": {
        "start": "shipped",
        "tune": "last:2",
        "batches": 60,
        "epochs": 3,
        "rate": 2e-5,
        "head_rate": 2e-4,
    },
}

ADAPT: dict[str, object] = {"rate": 5e-5, "epochs": 1, "batch_tokens": 8_192}
"""Where the options of `--adapt` begin from: all of the encoder learns, so slowly that it keeps what it knew."""
