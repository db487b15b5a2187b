"""What a definition defines, where it stands before a mark or behind what kind of thing it is."""

import time

import pytest

from bot.texts.cloze import rarest
from bot.texts.defined import subject


@pytest.mark.parametrize(
    ("sentence", "language", "term"),
    [
        ("Osmosis: the movement of water across a membrane.", "en", "Osmosis"),
        ("Amortization: The gradual write-off of an asset.", "en", "Amortization"),
        ("Meiosis – a type of cell division that makes gametes.", "en", "Meiosis"),
        ("Meiosis = a type of cell division that makes gametes.", "en", "Meiosis"),
        ("Force: a force for which the work done is independent of the path.", "en", "Force"),
        ("Contributory negligence (old rule): any fault by P bars recovery", "en", "Contributory negligence"),
        ("FIFO (first in) - method of costing in which the oldest are sold first", "en", "FIFO"),
        ("Law of supply and demand: the relation of price to quantity.", "en", "Law of supply and demand"),
        ("Osmose: die Bewegung von Wasser durch eine Membran", "de", "Osmose"),
        ("Inflation : hausse générale et durable des prix", "fr", "Inflation"),
        ("Inflación: aumento generalizado de los precios", "es", "Inflación"),
        ("Sucessão ecológica: processo de mudança de uma comunidade", "pt", "Sucessão ecológica"),
        ("★鸦片战争：英国发动的侵略中国的战争。", "zh", "鸦片战争"),
        ("边际效用递减规律：每增加一单位消费所增加的满足程度是递减的。", "zh", "边际效用递减规律"),
        ("履歴効果：一時的な失業が長期に残る現象。", "ja", "履歴効果"),
        ("Ann: the exam is on Friday.", "en", None),
        ("Result: the cell of the plant dies.", "en", None),
        ("Homework: the second half of the chapter", "en", None),
        ("Plants need one thing: the light of the sun.", "en", None),
        ("We agreed on three things: the date of the exam and the room.", "en", None),
        ("The cell – a unit of life – divides.", "en", None),
        ("He left – the door was open.", "en", None),
        ("Week 3: the whole of chapter five", "en", None),
        ("Monday: a test of what we read", "en", None),
        ("Consider morality: the proposition that it is better to be good.", "en", None),
        ("An - And one side effect of it would be that it changed.", "en", None),
        ("结果表明：该方法能取得比传统方法更高的精度。", "zh", None),
        ("Ahora vemos otra posibilidad: un área cambiante", "es", None),
        ("Bring: a pen", "en", None),
        ("Lena: die Plakate für Montag drucken", "de", None),
        ("注意：明天要交的是最后一次的作业。", "zh", None),
        ("张老师：请大家完成今天布置的作业。", "zh", None),
    ],
)
def test_the_term_of_a_glossary(sentence: str, language: str, term: str | None) -> None:
    assert subject(sentence, language) == term


@pytest.mark.parametrize(
    ("sentence", "language", "term"),
    [
        ("Water molecules stick together, a phenomenon called cohesion.", "en", "cohesion"),
        ("Memory is divided into blocks called frames.", "en", "frames"),
        ("The signal is cut in a step known as windowing and then summed.", "en", "windowing"),
        ("Osmosis is a process in a layer called the membrane.", "en", "Osmosis"),
        (
            "Ainsworth devised the Strange Situation, a procedure in which a child is left.",
            "en",
            "Strange Situation",
        ),
        ("A trophic cascade occurs when predators limit their prey.", "en", "trophic cascade"),
        ("Las moléculas se unen, un fenómeno llamado cohesión.", "es", "cohesión"),
        ("Das Wasser hält zusammen, ein Phänomen namens Kohäsion.", "de", "Kohäsion"),
        ("L'eau se tient, un phénomène appelé cohésion.", "fr", "cohésion"),
        ("Le molecole si uniscono, un fenomeno chiamato coesione.", "it", "coesione"),
        ("As moléculas se unem, um fenômeno chamado coesão.", "pt", "coesão"),
        ("On entend par inflation la hausse générale des prix.", "fr", "inflation"),
        ("Se entiende por inflación el aumento de los precios.", "es", "inflación"),
        ("Por inflación se entiende el aumento de los precios.", "es", "inflación"),
        ("Per allofono si intende una variante.", "it", "allofono"),
        ("Chama-se nicho ecológico o papel que uma espécie desempenha.", "pt", "nicho ecológico"),
        ("Denomina-se osmose a passagem de água.", "pt", "osmose"),
        ("Ecossistema é o conjunto dos seres vivos.", "pt", "Ecossistema"),
        ("总效用指消费者在一定时间内消费商品所得到的满足程度的总和。", "zh", "总效用"),
        ("戈森首先发现了这一规律，因此又称“戈森第一定律”。", "zh", "戈森第一定律"),
        ("通货膨胀，又称物价上涨，是指物价持续上涨。", "zh", "通货膨胀"),
        ("所谓通货膨胀,就是指物价水平持续上涨的现象", "zh", "通货膨胀"),
        ("ここで「失業者」とは、求職活動を行っている者をいう。", "ja", "失業者"),
        ("自然失業率は、長期の均衡における失業率として定義される。", "ja", "自然失業率"),
        ("A school known as Neo-Confucianism became prominent.", "en", "Neo-Confucianism"),
        ("This problem arises when it receives more than two.", "en", None),
        ("It is rarely called directly, as others do it.", "en", None),
        ("The laws developed in two periods, the first of them of a century.", "en", None),
        ("价格发现机制与股指期货市场的效率是相关的。", "zh", None),
        ("这里的三是指校内劳动的三种形式。", "zh", None),
        ("The teacher called Tom.", "en", None),
        ("She has a dog called Rex.", "en", None),
        ("A man called Tom came in.", "en", None),
        ("A phenomenon called cohesion keeps the water together in a drop of it.", "en", None),
        ("Bob: the one that you sent me", "en", None),
        ("Chapter One: The Boy of the Sea", "en", None),
        ("For sale: a bike that is hardly used", "en", None),
        ("The result: a loss of two million", "en", None),
        ("Dear Anna – the report that came by post", "en", None),
        ("A week later – a letter that nobody expected", "en", None),
        ("E = mc^2 is an equation of physics.", "en", None),
        ("Gesucht: ein Zimmer, das hell ist", "de", None),
        ("Perdu : un chat qui est gris", "fr", None),
        ("Nota: el examen es el viernes.", "es", None),
        ("El examen es el viernes.", "es", None),
        ("Se vende: una bici de carreras", "es", None),
        ("寻物启事：一只黑色的猫", "zh", None),
        ("Star Wars: The Return of the Jedi", "en", None),
        ("Unit cell: the smallest part of a crystal", "en", "Unit cell"),
        ("Book value: the value of an asset less its wear", "en", "Book value"),
        ("Cost: the value of a choice given up", "en", "Cost"),
        ("오늘은 날씨가 좋다고 한다.", "ko", None),
        ("민수는 착한 학생이다.", "ko", None),
        ("정부는 대책을 마련한다.", "ko", None),
        ("삼투는 물이 막을 지나 이동하는 현상이다.", "ko", "삼투"),
        ("Price elasticity: the change of demand when the price changes", "en", "Price elasticity"),
        ("La célula es la unidad de la vida.", "es", "célula"),
        ("In the morning we met a doctor who called him.", "en", None),
        ("Ela chamou o médico para o filho.", "pt", None),
        ("他指着墙上的画说了很多有趣的话。", "zh", None),
        ("老师指出了作业里的错误。", "zh", None),
        ("他无所指的话。", "zh", None),
    ],
)
def test_the_term_behind_its_kind(sentence: str, language: str, term: str | None) -> None:
    assert subject(sentence, language) == term


def test_no_clock_is_asked_for() -> None:
    assert subject("0:05 the bullwhip effect is a phenomenon where orders grow.", "en") == "bullwhip effect"
    assert subject("[00:07] 所谓通货膨胀，就是指物价持续上涨的现象", "zh") == "通货膨胀"
    assert rarest("0:05 it is so at 10:30.", "", "en") is None
    assert rarest("会议 18:45 开始", "", "zh") == "会议"
    assert rarest("It has 1066 of them.", "", "en") == "1066"


@pytest.mark.parametrize(
    "said",
    [
        "a b " * 5_000,
        "un' " * 5_000,
        "devised the " * 2_000,
        "X: a " + "b " * 9_000,
        "x — " * 5_000,
        "一种叫" * 7_000,
        "，又称a，" * 4_000,
        " " * 20_000 + "a: the b of",
    ],
)
def test_hostile_text_costs_little(said: str) -> None:
    start = time.perf_counter()
    for language in ("en", "es", "de", "fr", "it", "pt", "zh", "ja"):
        subject(said, language)
    assert time.perf_counter() - start < 3
