"""A short lecture with two asides, tiny encoders and notes to train on. The weights, loaded once, are in
tests/conftest.py."""

from __future__ import annotations

import gc
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

import model
from model.training.options import parse, parser

LECTURE = """Photosynthesis

Photosynthesis is the process by which plants turn light energy into chemical energy. It takes place in the
chloroplasts of plant cells. Chlorophyll absorbs mostly blue and red light. My neighbour has a red bicycle.
The light reactions split water and release oxygen. The Calvin cycle then fixes carbon dioxide into sugar.
Without photosynthesis there would be hardly any oxygen in the air. Lunch is served at noon on Tuesdays.
"""


@pytest.fixture(scope="session")
def extractor(loaded: model.Extractor) -> model.Extractor:
    """Without a memory: how it reads is what is tested here."""
    return loaded


@pytest.fixture(autouse=True)
def imported_stays() -> None:
    """Each training looks through everything for garbage, several times."""
    gc.freeze()


@pytest.fixture
def lecture() -> str:
    return LECTURE


# --- encoders and notes that are small enough to train on in a second ------------------------------------------

SENTENCES = [f"Sentence number {i} says that light becomes sugar in leaves." for i in range(60)]
SIZES = {
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 202,
}


TINY = ["--tune", "last:1", "--batches", "2", "--batch-tokens", "128", "--hidden", "8", "--precision", "fp32"]


def run(*arguments: str | Path, callbacks: Sequence[Any] = ()) -> Any:
    """A run in this process: what it answers."""
    from model.train import train

    return train(parse(parser(None), [str(argument) for argument in arguments]), callbacks)


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT that has read nothing, with a tokenizer of its own."""
    from tokenizers.implementations import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = BertWordPieceTokenizer()
    words.train_from_iterator([*SENTENCES, LECTURE], vocab_size=200, show_progress=False)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=words._tokenizer,
        unk_token="[UNK]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        mask_token="[MASK]",
    )
    torch.manual_seed(0)
    return _saved(tmp_path_factory.mktemp("bert"), BertModel(BertConfig(vocab_size=200, **SIZES)), tokenizer)


@pytest.fixture(scope="session")
def tiny_xlm_roberta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A multilingual encoder's architecture, its tokenizer of another kind than BERT's."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel

    marks = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    words = Tokenizer(models.Unigram())
    words.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=120, special_tokens=marks, unk_token="<unk>", show_progress=False
    )
    words.train_from_iterator([*SENTENCES, LECTURE], trainer)
    words.post_processor = processors.TemplateProcessing("<s> $A </s>", None, [("<s>", 0), ("</s>", 2)])
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=words,
        unk_token="<unk>",
        bos_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        pad_token="<pad>",
        cls_token="<s>",
        mask_token="<mask>",
    )
    torch.manual_seed(0)
    config = XLMRobertaConfig(vocab_size=words.get_vocab_size(), **SIZES)
    return _saved(tmp_path_factory.mktemp("xlm"), XLMRobertaModel(config), tokenizer)


def _saved(folder: Path, network: Any, tokenizer: Any) -> Path:
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of eight marked texts."""
    folder = tmp_path / "notes"
    folder.mkdir()
    lines = [
        {"text": " ".join(SENTENCES[i : i + 6]), "highlights": [SENTENCES[i + 2]]} for i in range(0, 48, 6)
    ]
    (folder / "mine.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder


@pytest.fixture
def dev(notes: Path) -> Path:
    """Two texts with a summary."""
    lines = [{"text": " ".join(SENTENCES[i : i + 6]), "summary": SENTENCES[i + 2]} for i in range(0, 12, 6)]
    path = notes.parent / "dev.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path
