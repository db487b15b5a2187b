"""Search for learning rates and a head: python -m model.search SET… --dev SET… --trials 20 --output runs/search

Every trial is a short run of `python -m model.train`, whose options it takes; what is searched are --rate,
--head-rate, --loss and, where no weights are gone on from, --hidden and --layers, for the highest mean share of the
oracle's ROUGE-1 on the dev sets. New values are drawn where good ones were found (TPE), and a trial that is worse than
half of the others after the same epoch is cut short. Trials are kept in OUTPUT/search.db: the same command goes on
where it was stopped. The last line is JSON; its `flags` can be given to `python -m model.train`.
"""

from __future__ import annotations

import importlib.util
import json
import shlex
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments, set_seed

from model.reading import ModelError
from model.refusals import in_a_sentence, writable
from model.tensors import BrokenDownError
from model.train import arguments_for, learner_of
from model.training.material import Material, gather
from model.training.numbers import whole
from model.training.options import LOSSES, parse, parser

if TYPE_CHECKING:
    import optuna

SHORT: dict[str, object] = {"trials": 20, "batches": 40, "epochs": 3, "dev_limit": 20}
RATES = (1e-5, 2e-3)
HEAD_RATES = (1e-4, 1e-2)
WIDTHS = (64, 128, 256, 512)
STORE = "search.db"
DRAWN = ("rate", "head_rate", "loss", "hidden", "layers")
FREE = (
    "adapt",
    "data",
    "gradient_checkpointing",
    "keep",
    "output",
    "patience",
    "publish",
    "recipe",
    "resume",
)
"""What changes nothing of what a trial is measured by; the recipe's own options are compared."""

FIRST_TRIALS = 4  # drawn at random, and never cut short


class _Report(TrainerCallback):
    """Tells the trial how good each epoch is, and stops it where that is not good enough."""

    def __init__(self, trial: optuna.Trial) -> None:
        self._trial = trial
        self.best, self.cut_short = 0.0, False

    def on_evaluate(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **given: Any,
    ) -> None:
        share = given["metrics"]["eval_share"]
        self.best = max(self.best, share)
        self._trial.report(share, round(state.epoch or 0))
        if self._trial.should_prune():
            self.cut_short = control.should_training_stop = True


def drawn(trial: optuna.Trial, begun: bool) -> dict[str, Any]:
    """The options that this trial is about."""
    return {
        "rate": trial.suggest_float("rate", *RATES, log=True),
        "head_rate": trial.suggest_float("head_rate", *HEAD_RATES, log=True),
        "loss": trial.suggest_categorical("loss", LOSSES),
    } | ({} if begun else _network(trial))


def _network(trial: optuna.Trial) -> dict[str, Any]:
    """A head's size; weights to go on from have theirs."""
    return {
        "hidden": trial.suggest_categorical("hidden", WIDTHS),
        "layers": trial.suggest_int("layers", 0, 1),
    }


def search(options: Namespace) -> dict[str, Any]:
    """Runs trials until `options.trials` are finished; the best of all. Raises ModelError."""
    if not importlib.util.find_spec("optuna"):
        raise ModelError("Searching needs Optuna: pip install optuna")
    material = gather(options)
    if not any(document.size for documents in material.dev.values() for document in documents):
        raise ModelError("No text of the dev sets has a summary to compare the trials by.")
    study = _study(options)

    def trial_of(trial: optuna.Trial) -> float:
        return _share(trial, options, material)

    left = options.trials - sum(trial.state.is_finished() for trial in _counted(study))
    study.optimize(trial_of, n_trials=max(0, left), callbacks=[_tell])
    try:
        best = study.best_trial
    except ValueError:
        raise ModelError("No trial came to its end: the training broke down in each.") from None
    flags = [part for name, value in best.params.items() for part in (_flag(name), _short(value))]
    return {
        "trials": len(_counted(study)),
        "share": best.value,
        "flags": shlex.join(flags),
        "options": best.params,
    }


def _study(options: Namespace) -> optuna.Study:
    """The study in `options.output`; what a killed search was trying is tried again."""
    import optuna
    from optuna.trial import TrialState

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    writable(options.output)
    study = optuna.create_study(
        storage=f"sqlite:///{options.output / STORE}",
        study_name="search",
        direction="maximize",
        load_if_exists=True,
        pruner=optuna.pruners.MedianPruner(n_startup_trials=FIRST_TRIALS),
    )
    about = compared(options)
    known = study.user_attrs
    if other := [name for name in sorted({*about, *known}) if known and about.get(name) != known.get(name)]:
        raise ModelError(
            f"“{options.output}” holds a search with other options ({', '.join(map(_flag, other))}): what its trials "
            "reached can't be compared. Take another --output."
        )
    for name, value in about.items():
        study.set_user_attr(name, value)
    for stopped in study.get_trials(states=[TrialState.RUNNING]):
        study.tell(stopped.number, state=TrialState.FAIL)
        study.enqueue_trial(stopped.params)
    study.sampler = optuna.samplers.TPESampler(
        seed=options.seed + len(study.trials), n_startup_trials=FIRST_TRIALS
    )
    return study


def compared(options: Namespace) -> dict[str, Any]:
    """What the trials of one search have in common: each option but those that are drawn, and those that change
    nothing of what is measured."""
    left_out = {*DRAWN, *FREE, "trials", "text_scale"}  # a trial is measured with all of the text
    kept = {name: value for name, value in vars(options).items() if name not in left_out}
    return dict(json.loads(json.dumps(kept)))  # as the study gives them back


def _counted(study: optuna.Study) -> list[optuna.trial.FrozenTrial]:
    from optuna.trial import TrialState

    return study.get_trials(states=[TrialState.COMPLETE, TrialState.PRUNED])


def _share(trial: optuna.Trial, options: Namespace, material: Material) -> float:
    """Trains with what `trial` draws: the best epoch's mean share of the oracle. Raises TrialPruned, also where the
    weights are no numbers any more."""
    from optuna import TrialPruned

    tried = Namespace(**vars(options) | drawn(trial, bool(options.start)))
    arguments = arguments_for(tried)
    arguments.save_strategy = "no"
    arguments.load_best_model_at_end = False
    arguments.report_to = []
    set_seed(options.seed)
    report = _Report(trial)
    learner, _ = learner_of(tried, material, arguments, [report])
    try:
        learner.train()
    except BrokenDownError:
        raise TrialPruned from None
    if report.cut_short:
        raise TrialPruned
    return report.best


def _tell(study: optuna.Study, trial: optuna.trial.FrozenTrial) -> None:
    told = {"trial": trial.number, "state": trial.state.name, "share": trial.value, **trial.params}
    sys.stderr.write(json.dumps(told) + "\n")


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _short(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


@in_a_sentence()
def main(arguments: Sequence[str] | None = None) -> None:
    known = parser(__doc__)
    known.add_argument(
        "--trials", type=whole(1), metavar="N", help="with those of earlier runs (default: 20)"
    )
    options = parse(known, arguments, SHORT)
    if not options.dev:
        known.error("name at least one --dev set to compare the trials by")
    found = search(options)
    print(json.dumps({"output": str(options.output)} | found))


if __name__ == "__main__":
    main()
