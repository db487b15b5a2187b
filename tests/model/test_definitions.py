"""What a question asks the meaning of, and which sentences say it."""

import time

import pytest

import model
from model.focus.definitions import terms_of
from model.focus.wanted import NEARLY, PULL, pull


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("What is osmosis in biology?", ("osmosis in biology", "osmosis")),
        ("What does the term “usufruct” mean?", ("usufruct",)),
        ("tell me what osmosis is", ("osmosis",)),
        ("osmosis definition", ("osmosis",)),
        ("Define C++", ("C++",)),
        ("文中的“内卷”指什么", ("内卷", "文中的“内卷")),
        ("光合作用的概念是什么", ("光合作用的概念", "光合作用")),
        ("什么是“光合作用”？", ("光合作用",)),
        ("请问光合作用是什么意思", ("光合作用", "光合作用是什么")),
        ("What is it?", ()),
        ("这是什么", ()),
        ("When is the exam?", ()),
        ("What happens to the plan?", ()),
        ("截止日期是什么时候", ()),
        ("植物为什么需要光合作用", ()),
    ],
)
def test_the_term_that_a_question_asks_the_meaning_of(question: str, terms: tuple[str, ...]) -> None:
    assert terms_of(question) == terms


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is love?", "Love is a feeling of deep affection."),
        ("What is a hernia?", "A hernia (rupture) is a bulge of an organ through the muscle around it."),
        ("What are mitochondria?", "A mitochondrion is the organelle that makes energy."),
        ("What is an API?", "An API, or application programming interface, is a set of rules."),
        ("What is an API?", "API stands for application programming interface."),
        ("What is entropy?", "2.1 Definition: Entropy is a measure of disorder."),
        ("What is entropy?", "We call this entropy."),
        ("What is entropy?", "It is known as entropy, and it never falls."),
        (
            "What is the Krebs cycle?",
            "The Krebs cycle – also called citric acid cycle – is a stage of respiration.",
        ),
        ("What is serfdom?", "Recall that serfdom was a system of bound peasants."),
        ("What is usufruct?", "The term usufruct refers to the right to use what somebody else owns."),
        ("What is a monopoly?", "**Monopoly**: a market with only one seller of a good."),
        ("What is a monopoly?", "Monopoly – a market with only one seller."),
        ("What is recursion?", '"Recursion" means that a function calls itself.'),
        ("Was ist Osmose?", "Unter Osmose versteht man die Diffusion durch eine Membran."),
        ("Was ist Osmose?", "Als Osmose bezeichnet man die Diffusion von Wasser."),
        ("Was ist Osmose?", "Dieser Vorgang heißt Osmose."),
        ("Was ist Osmose?", "Osmose ist die Diffusion von Wasser durch eine Membran."),
        ("Was ist ein Enzym?", "Enzyme sind die Katalysatoren der Zelle."),
        ("Was bedeutet Inflation?", "Inflation bezeichnet den Anstieg des Preisniveaus."),
        ("Was ist Osmose?", "Dieser Vorgang wird Osmose genannt."),
        ("Qu'est-ce que l'osmose ?", "L'osmose est la diffusion de l'eau."),
        ("Qu'est-ce que l'usufruit ?", "On appelle usufruit le droit de jouir d'un bien."),
        ("Qu'est-ce que l'inflation ?", "L'inflation désigne une hausse durable des prix."),
        ("¿Qué es la ósmosis?", "La ósmosis es un fenómeno físico."),
        ("¿Qué es el usufructo?", "Se denomina usufructo al derecho de usar un bien ajeno."),
        ("¿Qué es la inflación?", "La inflación consiste en la subida de los precios."),
        ("Cos'è l'osmosi?", "L'osmosi è il passaggio dell'acqua."),
        ("O que é a osmose?", "A osmose é a passagem da água."),
        ("什么是光合作用", "在生物学中，光合作用指的是植物制造养分的过程。"),
        ("什么是光合作用", "光合作用（photosynthesis）是指植物制造养分。"),
        ("什么是通货膨胀", "通货膨胀，即物价持续上涨。"),
        ("什么是滞胀", "所谓“滞胀”，就是经济停滞与通货膨胀并存。"),
        ("什么是细胞", "细胞是生物体结构和功能的基本单位。"),
        ("什么是CPI", "CPI：居民消费价格指数，衡量一篮子商品的价格。"),
        ("什么是CPI", "CPI是衡量一篮子商品和服务价格变动的指标。"),
        ("什么是期权", "期权是一种在未来以约定价格买卖资产的权利。"),
        ("什麼是光合作用", "光合作用是指植物製造養分的過程。"),
        ("什么是熵", "这个量就叫做熵。"),
        ("什么是负强化", "负强化：通过移除厌恶刺激来增加行为。"),
        ("行動経済学とは何ですか", "行動経済学とは、人間の行動を分析する経済学の一分野である。"),
        ("光合成とは？", "光合成は、植物が光から養分を作る働きのことである。"),
        ("光合成とは", "この働きを光合成と呼ぶ。"),
        ("광합성이란 무엇인가요?", "광합성은 식물이 빛으로 양분을 만드는 과정이다."),
        ("광합성이란?", "이 과정을 광합성이라고 한다."),
        ("삼투란 무엇인가", "삼투란 물이 막을 통과하는 현상을 말한다."),
    ],
)
def test_a_definition_is_pulled_at(question: str, said: str) -> None:
    assert pull([said, "It was fun.", "祝大家愉快。"], question).tolist() == [PULL, 0, 0]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is inflation?", "A rise of one price alone is not inflation."),
        ("What is inflation?", "Central banks fight inflation."),
        ("What is inflation?", "He called inflation a theft."),
        ("What is inflation?", "Inflation: see chapter 4 on page 30."),
        ("What is inflation?", "The causes of inflation are the subject of many books."),
        ("What is inflation?", "Classical inflation is a rare thing."),
        ("What is inflation?", "The so-called inflation, by the way, ended."),
        ("What is a cell?", "They are called cell membranes."),
        ("What is a cell?", "Cell division is the process by which cells multiply."),
        ("What is the deadline?", "We missed the deadline, and the essay was late."),
        ("What is new in version 2?", "Version 2 is the last one that runs on it."),
        ("What is memory?", "Memory was tested twice."),
        ("What is art?", "The party is a group of people."),
        ("What is a work of art?", "Workers are people who work."),
        ("What is photosynthesis?", "What is photosynthesis: a process?"),
        ("Was ist Osmose?", "Osmose wurde 1748 entdeckt."),
        ("Was ist Osmose?", "Die Osmose wird in Kapitel 3 behandelt."),
        ("Was ist Osmose?", "Hier wird Osmose und Diffusion verglichen."),
        ("Qu'est-ce que l'osmose ?", "On étudie l'osmose en classe."),
        ("¿Qué es la ósmosis?", "La ósmosis fue descubierta en 1748."),
        ("什么是光合作用", "植物的生长离不开光合作用和呼吸作用。"),
        ("什么是光合作用", "光合作用的速率受光照影响。"),
        ("什么是光合作用", "影响光合作用的因素还有温度。"),
        ("什么是通货膨胀", "个别商品涨价不是通货膨胀。"),
        ("什么是通货膨胀", "所谓滞胀，就是经济停滞与通货膨胀并存。"),
        ("什么是条件反射", "经典条件反射：由巴甫洛夫提出。"),
        ("什么是条件反射", "操作性条件反射（斯金纳）——行为的后果决定行为再次发生的可能性。"),
        ("什么是光合作用", "光合作用是什么？"),
        ("什么是光合作用", "光合作用即将开始。"),
        ("什么是老师", "老师指出了我的错误。"),
        ("什么是作业", "作业：P58第2、4、7题，下周三交。"),
        ("什么是学校", "学校是我最喜欢的地方吗？"),
        ("行動経済学とは", "行動経済学は面白い。"),
        ("行動経済学とは", "行動経済学とは違う分野もある。"),
        ("광합성이란?", "광합성은 중요하다."),
    ],
)
def test_what_defines_something_else_or_nothing_is_not(question: str, said: str) -> None:
    assert not pull([said], question).any()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is GDP?", "GDP is total output."),
        ("What is inflation?", "Inflation is a serious problem for savers."),
        ("什么是光合作用", "光合作用是植物的本领。"),
    ],
)
def test_what_may_define_it_pulls_less(question: str, said: str) -> None:
    assert pull([said], question).tolist() == [PULL * NEARLY]


def test_in_a_text_where_the_place_is_to_be_found_only_definitions_count() -> None:
    said = ["An embargo is a ban on trade.", "It ended in 1809."]
    assert pull(said, "What is an embargo?", is_found=False).tolist() == [PULL, 0]
    assert pull(said, "When did it end?", is_found=False).tolist() == [0, 0]


BIOLOGY = """植物的生长离不开光合作用和呼吸作用。
光合作用是指绿色植物利用光能把二氧化碳和水转化为有机物并释放氧气的过程。
光合作用的速率受光照强度影响。
呼吸作用是指细胞分解有机物并释放能量的过程。
呼吸作用与光合作用相反。"""

LAW = """不當得利在民法中十分重要，不當得利的案件也很多。
法院審理不當得利案件時要看證據。
不當得利是指沒有法律上的原因而取得利益，使他人受到損失的事實。
合同成立以後，雙方都應當履行。"""

TRADE = """An embargo hit the harbour towns, and the embargo lasted fourteen months.
An embargo is a ban on trade with another country.
The blockade failed because smugglers landed goods by night.
The harbour towns grew poor in those years."""


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (BIOLOGY, "什么是光合作用", "光合作用是指"),
        (BIOLOGY, "呼吸作用是什么？", "呼吸作用是指"),
        (LAW, "什麼是不當得利？", "不當得利是指"),
        (TRADE, "What is an embargo?", "An embargo is a ban"),
    ],
)
def test_the_definition_is_chosen(extractor: model.Extractor, text: str, question: str, answer: str) -> None:
    (best,) = extractor.extract(text, budget=model.Budget(sentences=1), focus=question)
    assert text[best.start : best.end].startswith(answer)


@pytest.mark.parametrize(
    "said", ["inflation, " * 90, "inflation (" * 90, "光合作用是" * 90, "– " * 300 + "inflation"]
)
def test_hostile_text_costs_little(said: str) -> None:
    start = time.perf_counter()
    for question in (
        "What is inflation?",
        "什么是光合作用",
        "what is " * 90,
        "是什么" * 100,
        "的" * 300 + "是什么",
    ):
        pull([said] * 20, question)
    assert time.perf_counter() - start < 1
