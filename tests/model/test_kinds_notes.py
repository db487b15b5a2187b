"""Kinds of sentences as notes have them: with marks of emphasis, numbers, labels, and in two languages."""

from __future__ import annotations

import time

import pytest

from model import Action, Extractor, action_of
from model.kinds import cue_kinds
from model.kinds.bare import bare, is_called_definition, unlabelled
from model.kinds.doubts import asks_nothing


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("**Jitter** is a delay.", "Jitter is a delay."),
        ("*Backoff* is `a` __Wait__.", "Backoff is a Wait."),
        ("2.3 Action: order the pump", "- Action: order the pump"),
        ("2.3 million people voted.", "2.3 million people voted."),
        ("a*b = b*a for 2 * 3 * 4", "a*b = b*a for 2 * 3 * 4"),
        ("snake_case_names and __init__.py", "snake_case_names and __init__.py"),
        ("§ 1.2.3 定义", "- 定义"),
    ],
)
def test_marks_around_words_are_left_out(sentence: str, plain: str) -> None:
    assert bare(sentence) == plain


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("Definition 2.1. A group is a set.", "A group is a set."),
        ("Definition (Field): A field is a ring.", "A field is a ring."),
        ("A: Turgor is a pressure.", "Turgor is a pressure."),
        ("Answer 2: Turgor is a pressure.", "Turgor is a pressure."),
        ("1.2 **Key term:** turgor is a pressure.", "turgor is a pressure."),
        ("Note: this is a rule.", "Note: this is a rule."),
        ("A. Turner is a boy who runs.", "A. Turner is a boy who runs."),
        ("Tom: it is a rule.", "Tom: it is a rule."),
    ],
)
def test_labels_that_speak_of_what_follows_are_left_out(sentence: str, plain: str) -> None:
    assert unlabelled(sentence) == plain


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("Definition: A ring is a set with two operations.", True),
        ("Definition 3.2 (Trace). For a matrix, the trace is the sum of its diagonal.", True),
        ("**Definition 2.** Eine Gruppe ist eine Menge mit einer Verknüpfung.", True),
        ("Définition : une force est une action.", True),
        ("定义2.1：群是带有运算的集合。", True),
        ("Definition: see page 4.", False),
        ("Definition: This is hard.", False),
        ("Definition of terms is the first step.", False),
    ],
)
def test_a_line_may_call_itself_a_definition(sentence: str, is_one: bool) -> None:
    assert is_called_definition(sentence) is is_one


@pytest.mark.parametrize(
    ("language", "sentence", "kind"),
    [
        ("en", "**Jitter** is a random variation that is added to each delay.", "definition"),
        ("en", "A: An isotope is a form of an element that has more neutrons.", "definition"),
        ("en", "1.2 “Term” means the period that is named in Annex A.", "definition"),
        ("en", "In this Agreement, “Premises” means the rooms on the second floor.", "definition"),
        ("en", 'For the purposes of this Act the term "Vessel" means any ship that is at sea.', "definition"),
        ("en", "Glycolysis: breakdown of glucose into pyruvate", "definition"),
        ("en", "Krebs cycle = series of reactions that oxidise acetyl-CoA", "definition"),
        ("en", "**Osmosis** – the movement of water through a membrane.", "definition"),
        ("en", "Time: 10:30", "key"),
        ("en", "Photo: a form of the bridge at night", "key"),
        ("en", "Goal: study of the effects of light on plants", "key"),
        ("en", "Methods: series of experiments on mice and rats", "key"),
        ("en", "Butter: the amount of two spoons", "key"),
        ("en", "Event: exchange of gifts by the children", "key"),
        ("en", "Silence: a layer of snow covered the village", "key"),
        ("en", "Brexit: the process of leaving the union begins today", "key"),
        ("en", "Data: the loss of data by the company was large", "key"),
        ("en", "Jitter: a type of delay that was added by chance", "definition"),
        ("en", "Chalk: a form of rock covered with sea shells", "definition"),
        ("en", "In this song, “Love” means more to him than all the gold.", "key"),
        ("en", "What is **jitter**, a variation that is called noise?", "key"),
        ("en", "2.4 Review of the work on networks", "key"),
        ("en", "2.5 percent of the sum is lost.", "key"),
    ],
)
def test_what_defines_does_so_with_marks_and_labels_too(language: str, sentence: str, kind: str) -> None:
    assert cue_kinds([sentence], language) == [kind]


@pytest.mark.parametrize(
    ("language", "sentence", "action"),
    [
        ("en", "ACTION (SP): get three quotes before Christmas.", Action.COMMITMENT),
        ("en", "Action (Tom): order the pump.", Action.COMMITMENT),
        ("en", "2.3 Action: D. Wu to order the prizes by 2 December.", Action.COMMITMENT),
        ("en", "**Action:** Tom to order the pump", Action.COMMITMENT),
        ("en", "3.1 Decision: the fair is in May.", Action.DECISION),
        ("zh", "@Kevin please review PR #482 before Wed EOD，谢谢！", Action.REQUEST),
        ("zh", "Decision: 我们不再支持 IE11。", Action.DECISION),
        ("zh", "2.3 待办：联系场地", Action.COMMITMENT),
        ("zh", "QA 需要在周五下班前完成 regression test。", Action.DEADLINE),
        ("ja", "@Ken please send the slides by Fri です", Action.REQUEST),
    ],
)
def test_what_is_to_be_done_is_found_behind_marks_and_in_two_languages(
    language: str, sentence: str, action: Action
) -> None:
    assert cue_kinds([sentence], language) == ["action"]
    assert action_of(sentence, language) is action


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Action (AP): a potential that runs along a nerve."),
        ("en", "Decisions:"),
        ("zh", "API refactor 已完成，blocker 是 auth service 的 bug。"),
        ("zh", "“please” 这个词在英语里用于请求。"),
        ("en", "Q: Can you renew my card?"),
        ("en", "Question 2: Will you send me a letter?"),
        ("zh", "问：您能否帮我换一本书？"),
        ("zh", "序号 事项 负责人 截止时间"),
        ("en", "Task | Owner | Deadline"),
        ("en", "[x] Sara: the draft by Friday"),
    ],
)
def test_of_these_nothing_is_to_be_done(language: str, sentence: str) -> None:
    assert cue_kinds([sentence], language) == ["key"]


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Can I change my degree programme after enrolment?", False),
        ("How do I get my refund?", False),
        ("Could I borrow a laptop for my exam?", False),
        ("Where can I find my timetable?", False),
        ("Q: Can I bring my dog?", False),
        ("Q: Where do I get my transcript?", False),
        ("Question 2: Do I need to bring my student card?", False),
        ("Will I get my deposit back?", False),
        ("Q: Could you renew my card?", False),
        ("Frage 3: Könnt ihr mir helfen?", False),
        ("A: Go to the desk with a photo.", False),
        ("Can I have the slides by Friday?", True),
        ("Can I have my essay back?", True),
        ("Could I get your comments on the draft?", True),
        ("Could I borrow the laptop for my exam?", True),
        ("Can I see my paper?", True),
        ("Can I bring my dog to your party?", True),
        ("Who has my keys?", True),
        ("Quick question: could you send me the draft?", True),
        ("Question: could you send me the draft?", True),
        ("A meeting on Monday?", True),
    ],
)
def test_a_list_of_questions_asks_the_reader_for_nothing(sentence: str, asks: bool) -> None:
    assert asks_nothing(sentence) is not asks


@pytest.mark.parametrize(
    "piece", ["**a", "*a* ", "_", "`a", "1.1.", "Definition ", "“a", "def. (", "A: ", "Aa: type of a "]
)
def test_marks_cost_little_on_any_text(piece: str) -> None:
    began = time.process_time()
    for look in (bare, unlabelled, is_called_definition):
        look(piece * 10_000)
    cue_kinds([piece * 10_000], "en")
    assert time.process_time() - began < 0.5


def test_the_second_network_reads_what_stands_behind_marks(extractor: Extractor) -> None:
    notes = (
        "Turgor is the pressure of water against the cell wall.\n\n"
        "A: Turgor is the pressure of water against the cell wall.\n\n"
        "**Jitter** is a random variation that is added to each delay.\n\nIt rained.\n\nQ: Can I bring my dog?\n\n"
        "Glycolysis: breakdown of glucose into pyruvate.\n\nStew: a form of the dish with two tomatoes in it."
    )
    kinds = [sentence.kind for sentence in extractor.read(notes, language="en").sentences]
    assert kinds == ["definition", "definition", "definition", "key", "key", "definition", "key"]
