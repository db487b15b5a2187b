"""Which words a cloze hides."""

import time

import pytest

from bot.texts.chinese import content_words
from bot.texts.cloze import GAP, beginning, carrier, hidden_words, hide, rarest, tells
from bot.texts.defined import subject
from tests.conftest import CHAPTER, CHINESE


@pytest.mark.parametrize(
    ("sentence", "language", "term"),
    [
        ("Photosynthesis is the process by which plants turn light into sugar.", "en", "Photosynthesis"),
        ("The stroma is a fluid.", "en_GB", "stroma"),
        ("The space between the stacks is called the stroma.", "en", "stroma"),
        ("Its key enzyme, RuBisCO, is probably the most abundant protein on Earth.", "en", "RuBisCO"),
        ("The reaction, however, is slow.", "en", None),
        ("My brother, who lives in Paris, is a doctor.", "en", None),
        ("The first patient, aged 42, was discharged.", "en", None),
        ("The exam on Monday, 7 December, is in room 5.", "en", None),
        ("La enzima, RuBisCO, es abundante.", "es", "RuBisCO"),
        ("Mi hermano, que vive en Madrid, es médico.", "es", None),
        ("It is the process that feeds us.", "en", None),
        ("A word that nobody has heard in a very long time is a rare one.", "en", None),
        ("La fotosíntesis es un proceso de las plantas.", "es", "fotosíntesis"),
        ("注意力训练是指反复练习。", "zh", "注意力训练"),
        ("这种方法被称为注意力训练。", "zh", "注意力训练"),
        ("叶绿体含有一种叫做“叶绿素”的色素。", "zh", "叶绿素"),
        ("所谓“无氧呼吸”，指的是细胞在缺氧条件下分解葡萄糖的过程。", "zh", "无氧呼吸"),
        ("所谓的「机会成本」就是放弃的选择的价值。", "zh", "机会成本"),
        ("所谓内卷，就是一种没有发展的增长。", "zh", "内卷"),
        ("ATP被称为细胞的“能量通货”。", "zh", "能量通货"),
        ("這種現象被稱為擴散。", "zh", "擴散"),
        ("这是一种方法。", "zh", None),
        ("Fotosyntesen är en process.", "sv", None),
        ("Definition: Osmosis is the movement of water.", "en", "Osmosis"),
        ("Definition 2.1. A group is a set with an operation.", "en", "group"),
        ("Key term: a hypertonic solution is one that has more solute.", "en", "hypertonic solution"),
        ("1. Osmosis is the movement of water.", "en", "Osmosis"),
        ("Plasmolysis (Greek: plasma, lysis) is the process of losing water.", "en", "Plasmolysis"),
        ("`RetryError` is an exception.", "en", "RetryError"),
        ("__Idempotency__ means that it can be repeated.", "en", "Idempotency"),
        ("A matrix is called symmetric if it equals its transpose.", "en", "symmetric"),
        ("The process is called mitosis and takes an hour.", "en", "mitosis"),
        ("It is known as the law of supply and demand.", "en", "law of supply and demand"),
        ("In economics, elasticity is the change in quantity.", "en", "elasticity"),
        ("Enzymes are proteins that speed up reactions.", "en", "Enzymes"),
        ("In vitro fertilisation is the process by which eggs meet sperm.", "en", "In vitro fertilisation"),
        ("The witness was called to the stand.", "en", None),
        ("In the cell is the nucleus.", "en", None),
        ("Today is the last day.", "en", None),
        ("My favourite book is a novel.", "en", None),
        ("Este derecho se denomina usufructo en el Código Civil español.", "es", "usufructo"),
        ("Se llama ósmosis al paso de agua.", "es", "ósmosis"),
        ("Se conoce como teoría de la relatividad.", "es", "teoría de la relatividad"),
        ("Photosynthese ist ein Vorgang.", "de", "Photosynthese"),
        ("Unter der Skalenhöhe versteht man eine Höhe.", "de", "Skalenhöhe"),
        ("Die Umwandlung von Licht nennt man Photosynthese.", "de", "Photosynthese"),
        ("Osmose nennt man die Diffusion durch eine Membran.", "de", "Osmose"),
        ("Dieser Vorgang wird als Plasmolyse bezeichnet.", "de", "Plasmolyse"),
        ("Der Stoff wird als Medikament verwendet.", "de", None),
        ("In der Zelle sind die Mitochondrien.", "de", None),
        ("Wichtig ist die Pause.", "de", None),
        ("Das heißt, die Zelle stirbt.", "de", None),
        ("L'osmose est le passage de l'eau.", "fr", "osmose"),
        ("On appelle usufruit le droit de jouir d'un bien.", "fr", "usufruit"),
        ("Ce phénomène s'appelle la photosynthèse.", "fr", "photosynthèse"),
        ("C'est un phénomène rare.", "fr", None),
        ("On appelle la police.", "fr", None),
        ("Questa tendenza si chiama inerzia.", "it", "inerzia"),
        ("Si dice che il mare sia calmo.", "it", None),
        ("行動経済学とは、経済学の一分野である。", "ja", "行動経済学"),
        ("「自己効力感」とは、信念である。", "ja", "自己効力感"),
        ("この働きを光合成と呼ぶ。", "ja", "光合成"),
        ("彼は難しいと言った。", "ja", None),
        ("これとは別に、料金がかかります。", "ja", None),
        ("定义：光合作用是指植物制造养分的过程。", "zh", "光合作用"),
        ("1. 通货膨胀是指物价上涨。", "zh", "通货膨胀"),
        ("渗透作用（osmosis）是指水分子的扩散。", "zh", "渗透作用"),
        ("在经济学中，机会成本是指放弃的价值。", "zh", "机会成本"),
        ("能够单独引起反应，这就叫条件反射。", "zh", "条件反射"),
        ("细胞是生物体结构和功能的基本单位。", "zh", "细胞"),
        ("他就叫我起床。", "zh", None),
        ("他的父亲是一个农民。", "zh", None),
        ("王老师是我们的科学老师。", "zh", None),
        ("小明是学校的技术员。", "zh", None),
        ("蛋白质是生命的重要物质之一。", "zh", "蛋白质"),
        ("习题：[s]和[t]是一个音位还是两个？", "zh", None),
        ("Q: How was the year?", "en", None),
        ("The contractor was called and has agreed to come.", "en", None),
        ("What matters is less which germs arrive than when.", "en", None),
        ("Inside the stem there are tubes that carry water.", "en", None),
        ("The answer is always that it is worth it.", "en", None),
        ("So if your phone is one that keeps its pictures, stop.", "en", None),
        ("Second premise: if n grains are a heap, so are fewer.", "en", None),
        ("His father was a teacher.", "en", None),
        ("I think photosynthesis is a process.", "en", None),
        ("Everyone is a winner.", "en", None),
        ("An AND gate is a logic gate.", "en", "AND gate"),
        ("ES cells mean cells of an embryo.", "en", "ES cells"),
        ("IT is the use of computers.", "en", None),
        ("IT security is the protection of computers.", "en", "IT security"),
        ("Definition of done is a list that a team shares.", "en", "Definition of done"),
        ("John 3:16 is a verse.", "en", None),
        ("4 The angle of attack is the angle of the wing.", "en", "angle of attack"),
        ("“Real” income is the income after inflation.", "en", None),
        ("The “big bang” theory is a model.", "en", "“big bang” theory"),
        ("The “big bang” is a model.", "en", "big bang"),
        ("Er heißt Peter und wohnt in Bonn.", "de", None),
        ("Die Stadt heißt Bonn und liegt am Rhein.", "de", "Bonn"),
        ("Peter heißt sein Bruder.", "de", None),
        ("Sein Vater war ein Lehrer aus Köln.", "de", None),
        ("Gut geeignet ist der Backofen.", "de", None),
        ("Das erste war der Tag seiner Geburt.", "de", None),
        ("Wann ist die Klausur?", "de", None),
        ("Il s'appelle Paul et il est le frère de Marie.", "fr", None),
        ("Je sais que le 10 est l'anniversaire de Solène.", "fr", None),
        ("Son père était un marin.", "fr", None),
        ("Esta ciudad se llama Toledo y es antigua.", "es", "Toledo"),
        ("Lo que se ha suprimido son las horas.", "es", None),
        ("Come si dice acqua di Colonia senza pretendere troppo.", "it", None),
        ("水の通り道を断つことはできる。", "ja", None),
        ("冷たさを止めることはできなくても、断つことはできるからだ。", "ja", None),
        ("友達とは先週会った。", "ja", None),
    ],
)
def test_the_subject_of_a_definition(sentence: str, language: str, term: str | None) -> None:
    assert subject(sentence, language) == term


@pytest.mark.parametrize(
    "line", ["出席：李强、张伟、陈静、刘洋", "参会人员：各部门负责人", "Present: Ann Lee, Tom Hay"]
)
def test_nobody_learns_who_sat_in_a_meeting(line: str) -> None:
    assert hidden_words(line, line, "zh", ["李强"]) is None


def test_elsewhere_the_rarest_content_word_of_the_note() -> None:
    assert hidden_words("It takes place in the chloroplasts of a plant.", CHAPTER, "en") == "chloroplasts"
    assert rarest("Its key enzyme is RuBisCO, probably.", "key enzyme probably RuBisCO", "en") == "RuBisCO"
    assert rarest("食堂的面条很好吃。", CHINESE, "zh") == "食堂"
    assert rarest("自注意力机制能够从大量文本中筛选出关键信息。", CHINESE, "zh") == "自注意力机制"
    assert rarest("研究表明，每天练习二十分钟可以明显改善记忆力。", CHINESE, "zh") == "记忆力"
    assert rarest("模型在ImageNet数据集上的错误率下降了。", CHINESE, "zh") == "ImageNet"
    assert rarest("这很难。", CHINESE, "zh") is None
    assert rarest("It is what it is.", CHAPTER, "en") is None
    for sentence, noun in (
        ("We use it to automatically evaluate the performance.", "performance"),
        ("If it’s cold, swim.", "cold"),
        ("Unusually.", "Unusually"),  # where there is no noun, any word
        ("It turns light to energy in a day.", "energy"),
        ("Completing the regulatory documentation takes months.", "documentation"),
    ):
        assert rarest(sentence, sentence, "en") == noun
    assert rarest("", CHAPTER, "xx") is None


def test_a_japanese_word_is_no_ending() -> None:
    said = "固定資産の取得原価を耐用年数にわたって費用として配分する。"
    assert rarest(said, said, "ja") == "固定資産"
    assert rarest("わたってである。", "", "ja") is None


@pytest.mark.parametrize(
    "said",
    [
        "is called " * 4000,
        "a " * 8000,
        "(" * 20_000,
        "是" * 20_000,
        "wird als " * 4000,
        "x: " * 5000,
        "| " * 10_000,
        "? " * 10_000 + "a",
    ],
)
def test_hostile_text_costs_little(said: str) -> None:
    start = time.thread_time()
    for language in ("en", "es", "de", "fr", "it", "zh", "ja"):
        subject(said, language)
    assert time.thread_time() - start < 2


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("一分子葡萄糖分解为两分子丙酮酸。", ["葡萄糖", "丙酮酸"]),
        ("细胞在缺氧条件下释放大量能量，产生少量水分。", ["细胞", "能量", "水分"]),
        ("光合作用储存能量，呼吸作用释放能量。", ["光合作用", "能量", "能量"]),
        ("柠檬酸循环在线粒体里进行。", ["柠檬酸循环", "线粒体"]),
        ("本周五前修复两个严重缺陷。", ["缺陷"]),
        ("真核细胞高效利用能量。", ["真核细胞", "能量"]),
        ("上课时老师讲了笑话。", ["老师", "笑话"]),
    ],
)
def test_a_chinese_term_holds_no_measure_word_amount_or_verb(sentence: str, words: list[str]) -> None:
    assert content_words(sentence) == words


def test_the_number_of_an_item_is_not_asked_for() -> None:
    assert rarest("（2）柠檬酸循环：在线粒体里进行。", "", "zh") == "柠檬酸循环"
    assert rarest("2. The cell divides.", "", "en") == "divides"


@pytest.mark.parametrize(
    ("sentence", "strong", "language", "word"),
    [
        ("The oxygen leaves the leaf as a by-product.", ["the", "product", "oxygen"], "en", "by-product"),
        ("It is kept in two carriers, ATP and NADPH.", ["in", "kept", "NADPH", "ATP"], "en", "NADPH"),
        ("Without light there is no food.", ["without", "there"], "en", None),
        ("Light moves water.", [], "en", None),
        ("The forest shelters the seed.", ["forest", "shelters"], "en", "forest"),
        ("Memory holds the story.", ["memory", "holds"], "en", "Memory"),
        ("They will evaluate it, and compare costs.", ["evaluate", "costs"], "en", "costs"),
        ("食堂的面条很好吃。", ["的", "面条", "食堂"], "zh", "面条"),
        ("光合作用释放氧气。", ["合作", "氧气"], "zh", "光合作用"),
        ("研究表明，每天练习二十分钟可以改善记忆力。", ["练习", "的"], "zh", None),
    ],
)
def test_the_word_that_carries_the_score(
    sentence: str, strong: list[str], language: str, word: str | None
) -> None:
    assert carrier(sentence, strong, language) == word


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("卷积神经网络模型取得了很好的效果。", ["卷积神经网络模型", "效果"]),
        ("数据库管理系统负责数据的存储与检索。", ["数据库管理系统"]),  # 数据 stands in 数据库 too
        ("注意力训练提高注意力。", ["注意力训练"]),
        ("长短期记忆网络解决了梯度消失问题。", ["长短期记忆网络", "梯度消失问题"]),
        ("批量归一化层加速训练。", ["批量归一化层"]),
        ("国内生产总值的增长率下降了。", ["国内生产总值", "增长率"]),
        ("模型在训练数据上的误差很小。", ["模型", "训练数据", "误差"]),
        ("不断调节货币供应量是央行的职责。", ["货币供应量", "职责"]),
        ("卷积核在类囊体膜上。", ["卷积核", "类囊体膜"]),
        ("自公司成立以来，利润增长了。", ["公司", "利润"]),
        ("使用热水器时厨房必须留一扇窗。", ["热水器", "厨房"]),
    ],
)
def test_a_chinese_gap_is_a_whole_term(sentence: str, words: list[str]) -> None:
    assert content_words(sentence) == words


@pytest.mark.parametrize(
    ("sentence", "others", "begins"),
    [
        ("Mitochondria are the organelles that make energy for the cell.", (), "Mitochondria are the …"),
        ("The cell divides in two.", ("The cell divides in three.", "The end."), "The cell divides in …"),
        ("光合作用释放氧气，吸收二氧化碳。", ("光合作用很重要。",), "光合作用释放……"),
        ("明清时期的八股取士制度，影响了后来几百年的教育。", (), "明清时期的……"),
        ("所谓“无氧呼吸”，指的是细胞分解葡萄糖的过程。", (), "所谓“无氧呼吸”……"),
        ("他说：“我们这些年来一直在想办法解决这一个问题。”大家都同意。", (), "他说：我们……"),
        ("柠檬酸循环：在线粒体基质中进行，产生水。", (), "柠檬酸循环……"),
        ("经讨论决定， 活动总预算由50万元压缩到35万元。", (), "经讨论决定……"),
        ("ATP是能量通货，在细胞里到处都有。", (), "ATP是……"),
        ("请大家在下周三下午三点前把实验报告交到学习通。", (), "请大家……"),
        ("陈静于9月18日之前提交修改后的活动方案。", (), "陈静……"),
        ("停一停。", (), "停……"),
        ("光合作用。", (), "光……"),
        ("注意を保つことは難しい。", (), "注意を保…"),
        ("They stop.", (), "They …"),
        ("Photosynthesis", ("Photosynthesis",), "Phot…"),
        ("A", (), "…"),
    ],
)
def test_how_a_sentence_begins_asks_for_the_rest_of_it(
    sentence: str, others: tuple[str, ...], begins: str
) -> None:
    assert beginning(sentence, others) == begins


def test_hiding_hides_every_place_and_whole_words_only() -> None:
    assert (
        hide("Cells divide; cells grow, cellars do not.", "cells")
        == f"{GAP} divide; {GAP} grow, cellars do not."
    )
    assert hide("训练就是训练。", "训练") == f"{GAP}就是{GAP}。"
    assert hide("C++ is old.", "C++") == f"{GAP} is old."
    assert hide("在ImageNet数据集上", "ImageNet") == f"在{GAP}数据集上"
    assert hide("Nothing here.", "absent") is None
    assert hide("__Idempotency__ means it.", "Idempotency") == f"__{GAP}__ means it."
    assert hide("A value is no max_value.", "value") == f"A {GAP} is no max_value."
    assert hide("アンカリングとは現象である。", "アンカリング") == f"{GAP}とは現象である。"
    assert hide("アンカリングはリングではない。", "リング") == f"アンカリングは{GAP}ではない。"
    assert hide("사회화란 재사회화가 아니다.", "사회화") == f"{GAP}란 재사회화가 아니다."


@pytest.mark.parametrize(
    ("title", "words", "language", "is_told"),
    [
        ("Enzymes", "enzyme", "en", True),
        ("ENZYMES in the leaf", "enzyme", "en_GB", True),
        ("How plants store sugars", "stored sugar", "en", True),
        ("Newton’s laws", "law", "en", True),
        ("Photosynthetic organisms", "photosynthesis", "en", True),
        ("Mitochondria", "the mitochondrion", "en", True),
        ("Interest rates", "interests", "en", True),
        ("Chloroplast", "chloroplasts of a plant", "en", True),
        ("Light", "chloroplast", "en", False),
        ("The cell", "the membrane", "en", False),
        ("Sugars of the leaf", "stored sugar", "en", False),  # half of it only
        ("Zellkerne", "Zellkern", "de", True),
        ("Las células", "célula", "es", True),
        ("注意力训练", "注意力", "zh", True),
        ("ＡＴＰ 与能量", "ATP", "zh", True),
        ("记忆", "注意力", "zh", False),
        ("–", "cell", "en", False),
    ],
)
def test_a_title_tells_hidden_words_in_whichever_form(
    title: str, words: str, language: str, is_told: bool
) -> None:
    assert tells(title, words, language) == is_told
