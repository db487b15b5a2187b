"""What a run of training can be told: precision, other encoders, stopping, publishing."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

import model
from model import checkpoint, meaning_head, spoken
from model.encoder import load_encoder
from model.kinds import sorter, turns
from model.kinds.bounds import SETS
from model.ranker import FEATURES, UNFITTED
from model.training.options import parse, parser
from tests.model.conftest import SENTENCES, TINY, run


def saving(heads: dict[int, torch.Tensor], *, stops: bool = False) -> Any:
    """What notes by its step what each epoch's checkpoint holds of the head, and `stops` the run after the first."""
    from transformers import TrainerCallback

    class Saving(TrainerCallback):  # type: ignore[misc]
        def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            kept = Path(args.output_dir) / f"checkpoint-{state.global_step}" / "model.safetensors"
            heads[state.global_step] = load_file(kept)["head.labels.weight"]
            if stops:
                raise KeyboardInterrupt

    return Saving()


def test_a_recipe_whose_start_is_missing_names_the_command_that_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        parse(parser(None), ["--recipe", "shipped"])
    told = " ".join(capsys.readouterr().err.split())
    assert told.endswith("This makes it: python -m model.train --recipe base --output runs/base")
    made = parse(parser(None), ["--recipe", "base", "--output", "runs/base"])
    assert (made.start, made.output) == (None, Path("runs/base"))


@pytest.mark.parametrize("option", ["--output", "--publish"])
def test_what_cannot_be_written_is_said_before_anything_is_learnt(notes: Path, option: str) -> None:
    from model.train import main

    with pytest.raises(SystemExit, match=r"^Nothing can be written to “/proc/self/out”: .*\.$"):
        main([str(notes), "--recipe", "own", option, "/proc/self/out"])


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing.:FutureWarning")  # peft asks by the old name
@pytest.mark.parametrize("tune", ["full", "lora", "frozen"])
def test_a_multilingual_encoder_trains_unchanged(
    notes: Path, tmp_path: Path, tiny_xlm_roberta: Path, tune: str
) -> None:
    out = tmp_path / "out"
    options = [*TINY, "--tune", tune, "--epochs", "3", "--rate", "1e-2"]
    run(notes, "--encoder", tiny_xlm_roberta, "--output", out, *options)
    trained, bare = model.load(out, "cpu"), model.load(tiny_xlm_roberta, "cpu")
    text = " ".join(SENTENCES[:6])
    chosen = trained.extract(text, budget=model.Budget(sentences=2))
    assert [key.text for key in chosen] == [text[key.start : key.end] for key in chosen]
    same = (trained.embed(SENTENCES[:2], trained.space) == bare.embed(SENTENCES[:2], bare.space)).all()
    assert same == (tune == "frozen")


def test_all_of_a_bert_can_learn_and_is_published_for_the_hub(
    notes: Path, tmp_path: Path, tiny_bert: Path
) -> None:
    from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer

    out, hub = tmp_path / "out", tmp_path / "hub"
    options = ["--encoder", tiny_bert, "--epochs", "1", "--gradient-checkpointing"]
    run(notes, *options, "--output", out, "--publish", hub, *TINY, "--tune", "full", "--accumulate", "2")
    assert AutoConfig.from_pretrained(hub).id2label == {0: "O", 1: "KEY", 2: "DEFINITION", 3: "ACTION"}
    network, loading = AutoModelForTokenClassification.from_pretrained(hub, output_loading_info=True)
    assert not loading["missing_keys"]
    assert not loading["unexpected_keys"]
    given = AutoTokenizer.from_pretrained(hub)(SENTENCES[:2], return_tensors="pt", padding=True)
    assert network(**given).logits.shape == (*given["input_ids"].shape, 4)
    written = load_file(out / "adapter.safetensors")
    assert torch.equal(network.head.labels.weight.half(), written["head.labels.weight"])
    assert model.load(out, "cpu").read(SENTENCES[0]).sentences
    for written in (out / "adapter.safetensors", hub / "model.safetensors"):
        assert written.stat().st_mode == (written.parent / "config.json").stat().st_mode
    assert str(tiny_bert) not in (hub / "config.json").read_text(encoding="utf-8")
    with pytest.raises(model.ModelError, match="name the folder of --output"):
        model.load(hub, "cpu")


def test_a_changed_matrix_is_written_in_a_byte_a_weight(tmp_path: Path, tiny_bert: Path) -> None:
    from model.head import Head

    name = "encoder.layer.1.intermediate.dense.weight"
    base = load_encoder(tiny_bert).network
    before = dict(base.named_parameters())[name].detach()  # (32, 16)
    change = (
        torch.randn(before.shape, generator=torch.Generator().manual_seed(0))
        * torch.logspace(-9, 0, 32)[:, None]
    )
    change[3] = 0
    head = Head(16, len(FEATURES), 8)
    weights = {f"head.{key}": value for key, value in head.state_dict().items()}
    config = checkpoint.Config(str(tiny_bert), 16, list(FEATURES), 8)
    checkpoint.write(tmp_path, weights | {name: before + change}, config, base)
    with pytest.raises(model.ModelError, match="broke down"):
        checkpoint.write(tmp_path, weights | {name: before * torch.nan}, config, base)
    assert load_file(tmp_path / "adapter.safetensors")[f"{name}.change"].dtype == torch.int8
    assert checkpoint.changed(tmp_path) == {name}
    encoder, _ = checkpoint.load_trained(tmp_path)
    after = dict(encoder.network.named_parameters())[name]
    half_a_step = change.abs().amax(dim=1, keepdim=True) / 254 + 1e-7  # what fp32 itself loses beside it
    assert ((after - before - change).abs() <= half_a_step).all()
    whole = {key: value.half() for key, value in weights.items()} | {name: (before + change).half()}
    save_file(whole, tmp_path / "adapter.safetensors")  # as it was once written
    assert checkpoint.changed(tmp_path) == {name}
    after = dict(checkpoint.load_trained(tmp_path)[0].network.named_parameters())[name]
    assert torch.equal(after, whole[name].float())


def test_training_stops_when_no_epoch_is_better(
    notes: Path, dev: Path, tmp_path: Path, tiny_bert: Path
) -> None:
    out, heads = tmp_path / "out", dict[int, torch.Tensor]()
    start: list[str | Path] = ["--dev", dev, "--encoder", tiny_bert, "--output", out]
    options = ["--epochs", "4", "--patience", "1", "--rate", "0", "--head-rate", "0"]
    found = run(notes, *start, *TINY, *options, callbacks=[saving(heads)])
    assert found["dev"][str(dev)]["share"] > 0
    assert list(heads) == [2, 4]  # of eight: the best, and the one after it
    assert not list((out / "training").glob("checkpoint-*")), "what has ended is not gone on with"
    assert next((out / "training").rglob("events.out.tfevents.*")).stat().st_size > 0
    history = json.loads((out / "training" / "trainer_state.json").read_text(encoding="utf-8"))["log_history"]
    assert any("eval_share" in entry for entry in history), "for model.evaluate --curves"


def test_dev_texts_that_tell_nothing_apart_cost_no_weights(
    notes: Path, tmp_path: Path, tiny_bert: Path
) -> None:
    dev, out = tmp_path / "dev.jsonl", tmp_path / "out"
    texts = [{"text": SENTENCES[0], "summary": SENTENCES[0]}, {"text": "", "summary": "Nothing is left."}]
    dev.write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    run(notes, "--dev", dev, "--encoder", tiny_bert, "--output", out, *TINY, "--epochs", "1")
    assert checkpoint.read_config(out).calibration == UNFITTED


@pytest.mark.parametrize(("keep", "step"), [("best", 2), ("last", 4)])
def test_of_two_epochs_that_choose_alike_the_first_or_the_last_is_kept(
    notes: Path, dev: Path, tmp_path: Path, tiny_bert: Path, keep: str, step: int
) -> None:
    out, heads = tmp_path / "out", dict[int, torch.Tensor]()
    start: list[str | Path] = ["--dev", dev, "--encoder", tiny_bert, "--output", out]
    options = ["--epochs", "2", "--rate", "0", "--head-rate", "1e-4", "--keep", keep]
    run(notes, *start, *TINY, *options, callbacks=[saving(heads)])
    written = load_file(out / "adapter.safetensors")["head.labels.weight"]
    assert not torch.equal(heads[2].half(), heads[4].half())
    assert torch.equal(written, heads[step].half())


def test_only_the_same_run_is_gone_on_with(
    notes: Path, tmp_path: Path, tiny_bert: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    options = [notes, "--encoder", tiny_bert, "--output", out, *TINY, "--epochs", "2"]
    with pytest.raises(model.ModelError, match="No run stopped in"):
        run(*options, "--resume")
    with pytest.raises(KeyboardInterrupt):
        run(*options, callbacks=[saving({}, stops=True)])
    other = shutil.copy(notes / "mine.jsonl", tmp_path / "other.jsonl")
    for wrong, which in (
        ([*options, "--tune", "lora"], 'tune "last:1"'),
        ([*options, "--rate", "1"], r"rate 0\.0005"),
        ([other, *options[1:]], "sets "),
    ):
        with pytest.raises(model.ModelError, match=rf"had other options \({which}"):
            run(*wrong, "--resume")
    with pytest.raises(model.ModelError, match="There is no set"):
        run("mistyped", *options[1:])
    capsys.readouterr()
    run(*options, "--resume", "--data", tmp_path)
    assert f"The run that stopped in “{out}” goes on after step 2.\n" in capsys.readouterr().err
    with pytest.raises(model.ModelError, match="No run stopped in"):
        run(*options, "--resume")


@pytest.mark.parametrize(
    "wrong",
    [
        ["--patience", "1"],
        ["--patience", "1", "--dev", "notes", "--keep", "last"],
        ["--teacher", "x"],
        ["--kind-weights", "3"],
        ["--adapt", "x"],
        ["--confident", "0.6", "0.1"],
        ["--output", "shipped"],
        ["--output", __file__],
        ["--publish", __file__],
        ["--layers", "1", "--hidden", "10"],
        ["--tune", "some"],
        ["--tune", "full:2"],
        ["--tune", "lora:0"],
        ["--tune", "last:x"],
    ],
    ids=lambda given: given[0],
)
def test_options_that_make_no_sense_are_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(parser(None), ["notes", *wrong])
    assert wrong[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "wrong", "sentence"),
    [
        ("--limit", "-1", "“-1” is no whole number of at least 1"),
        ("--dev-limit", "0", "of at least 1"),
        ("--batches", "0", "of at least 1"),
        ("--batch-tokens", "0", "of at least 1"),
        ("--accumulate", "0", "of at least 1"),
        ("--accumulate", "1.5", "“1.5” is no whole number"),
        ("--patience", "0", "of at least 1"),
        ("--hidden", "0", "of at least 1"),
        ("--rank", "0", "of at least 1"),
        ("--layers", "-1", "of at least 0"),
        ("--seed", "-1", "from 0 to 4294967295"),
        ("--seed", "4294967296", "from 0 to 4294967295"),
        ("--epochs", "0", "“0” is no number above 0"),
        ("--epochs", "many", "“many” is no number above 0"),
        ("--rate", "-1e-4", "of at least 0"),
        ("--head-rate", "nan", "of at least 0"),
        ("--kind-loss", "inf", "of at least 0"),
        ("--text-scale", "-1", "of at least 0"),
        ("--kind-weights", "0,3", "“0” is no number above 0"),
    ],
)
def test_a_number_out_of_bounds_is_told_which_would_do(
    option: str, wrong: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(parser(None), ["notes", f"{option}={wrong}"])
    told = " ".join(capsys.readouterr().err.split())
    assert f"argument {option}: " in told
    assert sentence in told


@pytest.mark.parametrize("share", ["0", "-1", "nan", "inf"])
@pytest.mark.parametrize("where", [[], ["--unlabelled"]])
def test_a_share_of_the_batches_is_above_nothing(
    share: str, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(parser(None), ["notes", *where, f"my_notes/={share}"])
    assert f"the share of “my_notes/” is a number above 0, not {share}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--precision", "fp16"], "GPU"),
        (["--tune", "full", "--rate", "1e4", "--head-rate", "1e4"], "broke down"),
        (["--dev", "NOTES"], "nothing to measure by"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    notes: Path, tmp_path: Path, tiny_bert: Path, options: list[str], sentence: str
) -> None:
    if torch.cuda.is_available() and "fp16" in options:
        pytest.skip("here it can be done")
    given = [str(notes) if option == "NOTES" else option for option in options]
    with pytest.raises(model.ModelError, match=sentence):
        run(notes, "--encoder", tiny_bert, "--output", tmp_path / "out", *TINY, *given)


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing.:FutureWarning")  # peft asks by the old name
@pytest.mark.parametrize(("before", "after"), [("full", "last:1"), ("lora", "lora"), ("lora", "last:1")])
def test_training_goes_on_from_weights(
    notes: Path,
    dev: Path,
    tmp_path: Path,
    tiny_bert: Path,
    before: str,
    after: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, further = tmp_path / "first", tmp_path / "further"
    options = [*TINY, "--tune", before, "--rate", "1e-2", "--epochs", "1", "--text-scale", "0.5"]
    run(notes, "--dev", dev, "--encoder", tiny_bert, "--output", first, *options)
    said = replace(checkpoint.read_config(first), thresholds={"action": 0.25})
    checkpoint.write_config(first, said)
    turns.save(first, turns.Turns(np.ones(turns.BUCKETS, np.float32), 0.5))
    bounds = dict.fromkeys(sorter.KINDS, 0.0)
    base = load_encoder(tiny_bert)
    stem = "encoder.layer.0.output.dense"
    rows, columns = base.network.get_parameter(f"{stem}.weight").shape
    pairs = {f"{stem}.lora_A": torch.zeros(1, columns), f"{stem}.lora_B": torch.zeros(rows, 1)}
    sorter.save(first, pairs, sorter.Sorter(sorter.KindHead(base.width), bounds, bounds), base.space)
    meaning_head.save(first, meaning_head.MeaningHead(base.space, base.width, 8))
    spoken.save(first, pairs, spoken.SpokenHead(base.width), base.space)
    unmoved = ["--rate", "0", "--head-rate", "0"]
    still = ["--batches", "2", "--batch-tokens", "128", "--precision", "fp32", "--epochs", "1"]
    capsys.readouterr()
    run(notes, "--start", first, "--output", further, *still, "--tune", after, *unmoved, "--data", tmp_path)
    told = capsys.readouterr().err
    assert "What tells definitions and actions goes along." in told
    assert "model.fit_" not in told, "it would need sets that are not here"
    text = " ".join(SENTENCES[:6])
    scores = [[s.score for s in model.load(one, "cpu").read(text).sentences] for one in (first, further)]
    assert scores[1] == pytest.approx(scores[0], abs=1e-3)
    written = checkpoint.read_config(further)
    assert (written.calibration, written.thresholds) == (said.calibration, said.thresholds)
    assert written.languages == said.languages == ["en"]
    assert turns.load(further) is not None
    for name in (meaning_head.FILE, spoken.FILE):
        assert (further / name).read_bytes() == (first / name).read_bytes()
    encoder, ranker = checkpoint.load_trained(further)
    assert ranker
    assert ranker.sorter
    words = "embeddings.word_embeddings.weight"
    found = [network.get_parameter(words) for network in (base.network, *encoder.networks.values())]
    assert len(found) == 5
    assert all(torch.equal(one, found[0]) for one in found[2:]), "the others are the encoder as it was"
    assert all(one is found[1] for one in found[2:]) is (before != "full"), (
        "embeddings are shared where training left them alone"
    )
    for name in SETS.values():
        (tmp_path / f"{name}.jsonl.gz").touch()
    run(notes, "--start", first, "--output", further, *still, "--dev", dev, "--data", tmp_path)
    assert f"model.fit_kinds --bounds --checkpoint {further} --data {tmp_path}." in capsys.readouterr().err
    written = checkpoint.read_config(further)
    assert written.calibration != said.calibration, "the dev set says more"
    assert written.thresholds == said.thresholds, "it says nothing of kinds"


@pytest.mark.filterwarnings("ignore:.is_gradient_checkpointing.:FutureWarning")
def test_a_language_that_is_learnt_from_is_judged_from_then_on(
    notes: Path, tmp_path: Path, tiny_bert: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """But not one that hardly a text is in; and of weights that don't say it nothing is ruled out."""
    spanish = tmp_path / "apuntes.jsonl"
    told = {"text": "La luz llega a la hoja por la mañana. Ayer llovió otra vez en toda la ciudad.",
            "highlights": ["La luz llega a la hoja por la mañana."]}  # fmt: skip
    spanish.write_text(json.dumps(told), encoding="utf-8")
    folders = [tmp_path / name for name in ("first", "little", "further", "unknown")]
    first, little, further, unknown = folders
    run(notes, "--encoder", tiny_bert, "--output", first, *TINY, "--epochs", "1")
    still = [
        "--batches",
        "2",
        "--batch-tokens",
        "128",
        "--precision",
        "fp32",
        "--epochs",
        "1",
        "--start",
        first,
    ]
    capsys.readouterr()
    run(f"{notes}=0.95", f"{spanish}=0.05", "--output", little, *still)
    assert "Hardly a text was in these languages: es." in capsys.readouterr().err
    run(spanish, "--output", further, *still)
    checkpoint.write_config(first, replace(checkpoint.read_config(first), languages=None))
    run(spanish, "--output", unknown, *still)
    assert [checkpoint.read_config(folder).languages for folder in folders] == [
        None,
        ["en"],
        ["en", "es"],
        None,
    ]
    judged = [[model.load(folder, "cpu").plan(told["text"], language=code).is_judged for code in ("es", "fr")]
              for folder in (little, further, unknown)]  # fmt: skip
    assert judged == [[False, False], [True, False], [True, True]]


def test_weights_that_were_better_before_are_told(
    dev: Path, tmp_path: Path, tiny_bert: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    learnt = ["--batches", "30", "--head-rate", "1e-1", "--text-scale", "1", "--epochs", "1"]
    run(dev, "--encoder", tiny_bert, "--output", tmp_path / "first", *TINY, *learnt)
    capsys.readouterr()
    other = {"text": " ".join(SENTENCES[:6]), "highlights": [SENTENCES[5]]}
    misleading = tmp_path / "other.jsonl"
    misleading.write_text(json.dumps(other), encoding="utf-8")
    further = ["--start", tmp_path / "first", "--output", tmp_path / "further", "--dev", dev, *TINY[:-4]]
    once = ["--epochs", "1", "--rate", "0", "--precision", "fp32"]
    run(misleading, *further, *once, "--head-rate", "0")
    assert "choose better" not in capsys.readouterr().err
    run(misleading, *further, *once, "--head-rate", "1e-1", "--batches", "30")
    assert "choose better: 100.0%" in capsys.readouterr().err


def test_weights_belong_to_the_encoder_that_they_were_trained_over(
    notes: Path, tmp_path: Path, tiny_bert: Path
) -> None:
    own = shutil.copytree(tiny_bert, tmp_path / "bert")
    run(notes, "--encoder", own, "--output", tmp_path / "out", *TINY, "--epochs", "1")
    model.load(tmp_path / "out", "cpu")
    weights = load_file(own / "model.safetensors")
    save_file({name: 2 * value for name, value in weights.items()}, own / "model.safetensors")
    with pytest.raises(model.ModelError, match="another encoder"):
        model.load(tmp_path / "out", "cpu")


def test_weights_to_go_on_from_bring_their_encoder_and_head(
    notes: Path, tmp_path: Path, tiny_bert: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = tmp_path / "first"
    run(notes, "--encoder", tiny_bert, "--output", first, *TINY, "--epochs", "1")
    for refused, why in (
        ([notes, "--start", first, "--encoder", tiny_bert], "leave --encoder out"),
        ([notes, "--start", first, "--hidden", "9"], "that of --start, 8"),
        ([notes, "--start", tmp_path / "nowhere"], "can't be read"),
        (["--adapt", notes, "--start", first], "takes no --start"),
    ):
        with pytest.raises(SystemExit):
            run(*refused)
        assert why in capsys.readouterr().err
    given = parse(parser(None), ["a", "--recipe", "own"])
    assert (given.start, given.encoder, given.hidden) == ("shipped", None, 256)
    given = parse(parser(None), ["a", "--recipe", "own", "--encoder", "other"])
    assert (given.start, given.encoder, given.hidden) == (None, "other", 256)
    assert parse(parser(None), ["a", "--recipe", "own", "--hidden", "8"]).start is None
