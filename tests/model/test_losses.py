"""What each loss pulls at: the sign of its gradient, what takes no part, and what a kind weighs."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from model.data import UNKNOWN, Record
from model.training.options import LOSSES

ONE_DOCUMENT = torch.zeros(4, dtype=torch.long)
TARGET = torch.tensor([0.9, 0.1, 0.0, 0.0])
WORTH = torch.tensor([0.9, 0.3, 0.1, 0.0])


def pull(name: str, unsure: Tensor | None = None, worth: Tensor = WORTH, target: Tensor = TARGET) -> Tensor:
    from model.training.classifier import choice_loss

    """Where a step would move each of four equal logits."""
    logits = torch.zeros(4, requires_grad=True)
    choice_loss(logits, target, ONE_DOCUMENT, name, worth, unsure).backward()
    assert logits.grad is not None
    return -logits.grad


@pytest.mark.parametrize("name", LOSSES)
def test_a_step_raises_the_best_and_lowers_the_worst(name: str) -> None:
    moved = pull(name)
    assert moved[0] > 0 > moved[3]
    assert moved[0] == moved.max()


@pytest.mark.parametrize("name", LOSSES)
def test_the_unsure_take_no_part(name: str) -> None:
    from model.training.classifier import choice_loss

    unsure = torch.tensor([False, False, False, True])
    moved = pull(name, unsure)
    assert moved[3] == 0
    assert moved[0] > 0 > moved[2]
    alone = torch.zeros(3, requires_grad=True)
    choice_loss(alone, TARGET[:3], ONE_DOCUMENT[:3], name, WORTH[:3]).backward()
    assert alone.grad is not None
    assert torch.allclose(moved[:3], -alone.grad)


def test_soft_wants_each_sentence_as_likely_as_it_is_worth() -> None:
    from model.training.classifier import choice_loss

    logits = torch.logit(torch.tensor([0.9, 0.3, 0.1, 0.5])).requires_grad_()
    worth = torch.tensor([0.9, 0.3, 0.1, UNKNOWN])
    choice_loss(logits, TARGET, ONE_DOCUMENT, "soft", worth).backward()
    assert logits.grad is not None
    assert logits.grad.abs().max() < 1e-6


def test_soft_learns_from_a_document_of_which_nothing_is_chosen() -> None:
    refused = torch.zeros(4)
    assert (pull("soft", worth=refused, target=refused) < 0).all()
    assert (pull("listwise", worth=refused, target=refused) == 0).all()


def test_listwise_is_indifferent_to_a_shift_of_a_document() -> None:
    assert pull("listwise").sum() == pytest.approx(0, abs=1e-6)


def test_a_heavier_kind_pulls_more_and_an_unknown_one_not_at_all() -> None:
    from model.training.classifier import kind_loss

    kinds = torch.tensor([2, 0, UNKNOWN])
    light, heavy = (
        -torch.autograd.grad(kind_loss(given, kinds, None, torch.tensor([w, 1.0])), given)[0]
        for w in (1.0, 5.0)
        for given in [torch.zeros(3, 2, requires_grad=True)]
    )
    assert light[0, 0] > 0 > light[1, 0]
    assert heavy[0, 0] == pytest.approx(5 * float(light[0, 0]))
    assert torch.equal(heavy[1], light[1])
    assert (heavy[2] == 0).all()


def test_balanced_weights_follow_how_rare_a_kind_is() -> None:
    from model.training.material import MOST_WEIGHT, balanced

    kinds = np.array([2, 0, 0, 0, 3, 3, UNKNOWN, 0])
    records = [Record("a", ["x"] * 8, "en", kinds=kinds), Record("b", ["x"], "en")]
    assert balanced(records) == (6, 2.5)
    assert balanced([]) == (1, 1)
    rare = Record("c", ["x"] * 999, "en", kinds=np.array([2] + [0] * 998))
    assert balanced([rare])[0] == MOST_WEIGHT
