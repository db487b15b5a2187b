"""What a question asks about."""

import pytest

from model.focus.heads import asks, heads
from model.focus.questions import ANSWER, SEARCHED, about, answered, asked_terms, overlap, pull
from model.sentences import split


@pytest.mark.parametrize(
    ("question", "language", "about"),
    [
        ("What did they say about the school budget?", "en", {"school", "budget"}),
        ("Summarizing: the discussions of the budget", "en", {"budget"}),
        ("Summarize the discussion", "en", {"summar", "discuss"}),  # it only asks
        ("What shapes public opinion?", "en", {"shape", "public", "opinion"}),
        ("When is the next meeting?", "en", {"meet"}),
        ("解释扩散", "zh", {"释扩", "扩散"}),
        ("總結擴散", "zh-Hans", {"結擴", "擴散"}),
        ("Explica la energía", "es", {"energ"}),
        ("Zusammenfassung der Sitzung", "de", {"zusammenfass", "sitzung"}),
        ("Summarize ATP", "zh", {"atp"}),
        ("How does the system work?", "en", {"system", "work"}),
        ("What is the problem?", "en", {"problem"}),
        ("opening hours", "en", {"open", "hour"}),
        ("What was it that they would have done, and why?", "en", set()),
        ("Which other one should we take then?", "en", set()),
        ("结果怎么样", "zh", {"结果"}),
        ("它们有什么区别", "zh", {"区别"}),
        ("需求和供给的关系", "zh", {"需求", "供给", "关系"}),
        ("猫的饮食", "zh", {"猫", "饮食"}),
        ("什么时候交？", "zh", {"交"}),
        ("在哪儿考", "zh", {"考"}),
        ("多少钱", "zh", {"钱"}),
        ("期末报告几号交给谁", "zh", {"期末", "末报", "报告", "交给"}),
        ("如果是这样呢", "zh", {"如果", "这样"}),
        ("几何是什么", "zh", {"几何"}),
        ("几何题怎么做", "zh", {"几何", "何题"}),
        ("他何时会来", "zh", {"来"}),
        ("他来吗", "zh", {"来"}),
        ("他们什么时候来", "zh", {"来"}),
        ("我该怎么办", "zh", set()),
        ("这是什么", "zh", set()),
        ("¿Cuánto tiempo tarda?", "es", {"tiemp", "tard"}),
        ("Wann ist offen?", "de", {"off"}),
        ("Quand est-ce ouvert ?", "fr", {"ouvert"}),
        ("?", "en", set()),
    ],
)
def test_words_that_only_ask_are_left_out(question: str, language: str, about: set[str]) -> None:
    assert asked_terms(question, language) == about


def test_rare_words_that_are_asked_about_count_more() -> None:
    said = ["They discuss it late.", "The budget is small.", "A school and its budget.", "A budget again."]
    found = overlap(said, "Summarize the discussion of the school budget", "en")
    assert found[0] == 0
    assert found[1] == found[3] > 0
    assert found[2] == pytest.approx(1)
    assert found[2] - found[1] > found[1]


@pytest.mark.parametrize(
    ("question", "language", "said", "shares"),
    [
        ("sun and moon", "en", ["The sun and moon.", "The sun.", "A moon.", "Rain."], [1, 0.25, 0.25, 0]),
        ("sun and stars", "en", ["The sun.", "Rain."], [0.5, 0]),
        ("午饭几点", "zh", ["午饭在十二点。", "下雨了。"], [1, 0]),
        ("几何是什么", "zh", ["几何研究图形。", "如何研究？"], [1, 0]),
        ("他何时会来", "zh", ["他明天来。", "他明天走。"], [0.64, 0]),
        ("?", "en", ["Rain."], [0]),
    ],
)
def test_what_stands_nowhere_is_missed_once(
    question: str, language: str, said: list[str], shares: list[float]
) -> None:
    assert answered(said, question, language) == pytest.approx(shares, abs=0.01)


def test_in_a_long_text_rare_words_lead_to_the_place() -> None:
    said = ["The sun sets.", *(f"Number {i} is of no matter." for i in range(SEARCHED))]
    shorter = pull(said[:-1], "sun and stars", "en")
    assert shorter.values[0] == pytest.approx(ANSWER / 4)
    assert pull(said, "sun and stars", "en").values[0] > 5
    assert pull(said, "sun and matter", "en").values.max() < ANSWER
    assert not pull(said, "tides", "en").values.any()
    assert (shorter.by_rarity, pull(said, "sun and stars", "en").by_rarity) == (False, True)


@pytest.mark.parametrize(
    ("text", "language", "said", "over"),
    [
        ("When are you open?\nMon-Fri from 8 to 10\nSat from 10 to 6", "en", "Mon-Fri", "When are"),
        ("Who can borrow?\nAnyone can.\n\nWhat if I am late?\nThere are no fines.", "en", "There", "What if"),
        ("我们的图书馆。\n\n什么时候开门？\n周一到周五八点开。", "zh", "周一", "什么时候"),
        ("# Late work\n\nIt loses a third. Each day counts.", "en", "Each", "Late work"),
        ("We met him. Are you open? I asked him that.\nIt was late.", "en", "It was", None),
        ("Then he spoke.\nIs it late?\nNobody knew.", "en", "Nobody", None),  # of a story's lines one
        ("# Late work\n\nOne is. Two are. Three are. Four are. Five are.", "en", "Five", None),
        ("# Late work\n\nOne is.\n\n# Books\n\nTwo are.", "en", "Two", "Books"),
        ("Is it late?", "en", "Is it", None),
        ("Ann: Thanks. How did it go?\nLena: Badly. We lost money.", "en", "We lost", "How did"),
        ("记者：怎么扭亏的？\n林晓：开课。周末教陶艺。", "zh", "周末", "记者"),
        ("记者：怎么扭亏的？\n林晓：开课。", "zh", "记者", None),
        ("Then he spoke. Is it late?\nNobody knew: it was dark.", "en", "Nobody", None),
    ],
)
def test_what_stands_directly_below_a_heading_or_a_question(
    text: str, language: str, said: str, over: str | None
) -> None:
    spans = split(text, language)
    sentences = [text[span.start : span.end] for span in spans]
    index = next(i for i, sentence in enumerate(sentences) if sentence.startswith(said))
    head = heads(text, spans)[index]
    assert head is None if over is None else sentences[head or 0].startswith(over)


def test_what_stands_below_a_question_has_a_part_in_its_words() -> None:
    said = ["What happens if I am late?", "There are no fines.", "Books are lent.", "Some are late."]
    alone = pull(said, "late", "en").values
    below = pull(said, "late", "en", [None, 0, None, None]).values
    assert alone.tolist() == pytest.approx([ANSWER, 0, 0, ANSWER])
    assert below[0] == below[3] > below[1] > below[2] == 0
    own = pull(said, "late fines", "en", [None, 0, None, None]).values
    assert own.argmax() == 1  # it names one word, and stands below the other


def test_a_word_of_one_character_pulls_wherever_it_stands_and_less_than_a_pair() -> None:
    said = ["报告请提交到平台。", "大家好。", "下雨了。"]
    alone = pull(said, "什么时候交？", "zh").values
    pair = pull(said, "什么时候提交？", "zh").values
    assert pair[0] > alone[0] > alone[1] == alone[2] == 0


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("什么时候交作业？", "zh", "作业"),
        ("怎么去？", "zh", "怎么去？"),
        ("When is it due?", "en", "When is it due?"),
    ],
)
def test_what_a_question_says_beside_its_asking_words(question: str, language: str, said: str) -> None:
    assert said in about(question, language)
    assert "什么" not in about(question, language)


def test_which_sentences_ask() -> None:
    asked = ["Is it?", "它呢？”", "小林：高数在哪儿考有人知道吗", "It is.", "“Is it?” he asked."]
    assert [asks(sentence) for sentence in asked] == [True, True, True, False, False]
