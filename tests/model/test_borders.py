"""Where a sentence ends, by language: not behind an abbreviation, a date or a number, and where a list leaves off."""

from __future__ import annotations

import pytest

from model.sentences import split
from tests.model.units import texts


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "de",
            [
                "Sie sind bis spätestens Freitag, den 11. Dezember, abzugeben.",
                "Er kam am 31. Januar, sie nicht.",
            ],
        ),
        (
            "de",
            [
                "Im 19. Jahrhundert war es so.",
                "Das steht in Kapitel 7.",
                "Der 2. Weltkrieg begann 1939.",
                "Er ging.",
            ],
        ),
        ("tr", ["Öğrenciler 2. sınıfa geçti.", "20. yüzyılda çok şey değişti."]),
        ("pl", ["W dniu 11. listopada 1918 roku Polska odzyskała niepodległość.", "To było dawno."]),
        ("hu", ["A 2. világháború 1939. szeptember 1-jén kezdődött.", "Utána béke jött."]),
        ("zh", ["我们讨论算法。", "Prof. Wang 说很好。", "Dr. Li 不同意。"]),
        (
            "zh",
            [
                "他来自U.S.A.，后来去了U.K.工作。",
                "我们用的是Mr. Smith写的教材。",
                "与SGD算法相比，它更快。",
                "我们住No. 5。",
                "参见Fig. 3和Eq. 5。",
            ],
        ),
        ("zh", ["他和Prof. Li用Vol. 3第5页。", "我喜欢Python。", "约为approx. 100元。"]),
        ("ja", ["これはMr. Smithの本です。", "彼はU.S.A.から来た。"]),
        (
            "en",
            [
                "See Thm. 2.3 for it.",
                "Add 2 tbsp. olive oil.",
                "It was plan B.",
                "We left.",
            ],
        ),
        (
            "en",
            [
                "The answer is: 5.",
                "They need vitamins A, B, C.",
                "Then they grow.",
                "It began in 1914.",
                "August was hot.",
            ],
        ),
        ("en", ["Sales peaked in 2015.", "iPad sales fell.", "The value is set to 1.", "balance goes on."]),
        ("de", ["Wir treffen uns am 5.", "Danach fahren wir.", "Es war 1990.", "Danach kam er."]),
        ("de", ["Die Abgabe ist am 15.", "Bitte pünktlich sein.", "Es war am 12.", "Niemand fehlte."]),
        ("de", ["Die Klausur ist am 12.", "Hilfsmittel sind nicht erlaubt.", "Am 3. Tag gab es Regen."]),
        ("es", ["Se mide por R.", "La turbulencia crece."]),
        ("es", ["La profa. Ruiz explicó el radio r.", "Responde antes del viernes."]),
        ("de", ["Der Zug vom Hbf. Köln fährt um 8 Uhr ab.", "Wir treffen uns am Hbf.", "Danach essen wir."]),
        ("de", ["Die Fa. Siemens baut Kreise mit dem Radius r.", "Bitte antwortet bis Freitag."]),
        ("fr", ["Le prof. Martin a expliqué la méthode.", "Demandez au prof.", "Notez la réponse."]),
        ("fr", ["Merci au dr. Lopez.", "J’ai vu le prof.", "Ensuite on est partis.", "M. Sanchez est là."]),
        ("en", ["Find the area of a disc of radius r.", "Reply by Friday.", "If x = y.", "Then we stop."]),
        ("en", ["It holds for all g in G.", "Suppose that p divides n.", "By the lemma we are done."]),
        ("en", ["Prizes are needed by Weds 2nd Dec.", "Tom will fetch the float.", "It is on 4 Dec. 2026."]),
        ("en", ["Rest for 30 min.", "Add 10 g salt.", "Bake 20 min. with steam."]),
        ("de", ["Nach 30 min. Pause geht es weiter.", "Das dauert 5 min.", "Danach ist Schluss."]),
        ("fr", ["Le mer. 25 nov. 2026 à 09:12 il a écrit.", "C’est tout."]),
        ("fr", ["En 1870, J. von Sachs l’a montré.", "Le prof. n’accepte rien."]),
        ("en", ["Choose one of a. Cells b. Tissue or c. Organs.", "Roe v. Wade was overruled."]),
        ("en", ["It was measured again.[5]: 12", "The result held.[6]:34–36", "Nobody knew."]),
        ("en", ["So as long as p << n holds it runs.", "It saves time.", "It costs memory."]),
        ("es", ["Fue descubierto por J. Watt en 1769.", "Era ingeniero."]),
        (
            "en",
            ["It was Ms. Smith.", "Mr. Nixon’s enemy came.", "Call Tel. +49 30 5550.", "Or Tel. (030) 123."],
        ),
        (
            "en",
            [
                "On Feb. 4 it began.",
                "Years ago.",
                "12 people came.",
                "See para. 5 of it.",
                "He called.",
                "2 came.",
            ],
        ),
        (
            "en",
            [
                "We meet at 9 a.m. Monday in the hall.",
                "It ends at 5 p.m. Friday.",
                "We met at 9 a.m.",
                "The room was full.",
                "It opened at 9 a.m.",
                "Monday was cold.",
            ],
        ),
        ("en", ["Smith, J. The Web of Empire (Oxford, 2008).", "We met Smith.", "J. came (at 8) too."]),
        ("en", ["It was so.", "Then it (see ISO 8601) changed.", "8) It ended."]),
        (
            "fr",
            [
                "J’ai vu M. Dupont hier.",
                "M. Le Goff parle.",
                "Le Dr. Martin et Mgr. Petit sont là.",
                "Il part.",
            ],
        ),
        (
            "fr",
            [
                "On place le point M.",
                "Calculer sa masse.",
                "C’est le Dr.",
                "Il vient le 4 févr. 2026 à Paris.",
            ],
        ),
        ("fr", ["Elle est payée, c.-à-d. sans dette.", "Le reste suit."]),
        ("de", ["Dr.-Ing. Katrin Volmer kam.", "Dipl.-Ing. Meier half.", "Anna Müller, geb. Schmidt, ging."]),
        (
            "de",
            [
                "Er fährt vom Hbf. Köln, 10 Uhr.",
                "Sie wartet am Hbf.",
                "Der Zug kommt.",
                "Am Hbf.",
                "Tickets sind da.",
            ],
        ),
        (
            "de",
            [
                "Wir treffen uns am Hbf.",
                "Berlin ist schön.",
                "Sie wartet am Hbf.",
                "Hamburg liegt im Norden.",
                "Am Hbf. Köln hat sich viel getan.",
                "Der Umbau am Hbf. Stuttgart ist teuer.",
                "Sie sagt, am Hbf. Berlin ist viel los.",
                "Er kam am Hbf. Berlin an.",
                "Er kam.",
                "Vom Hbf. Berlin ist es nicht weit.",
            ],
        ),
        ("de", ["Das kostet inkl. Kaffee 5 Euro.", "Sie ist 1920 geb.", "Er auch."]),
        ("it", ["Vedi pag. 5 del libro.", "La chiesa di S. Maria è qui."]),
        ("es", ["Habló con D. Juan.", "Vino Dña. Ana el 4 feb. 2026.", "Es vitamina D.", "Tomar poca."]),
        ("it", ["Nacque nel 44 a. C. a Roma.", "Morì dopo."]),
        ("ru", ["Как показано на рис. 3, это так.", "Это всё."]),
        ("ar", ["قال د. أحمد إن الماء مهم.", "هذا كل شيء."]),
        ("ja", ["彼は「もう行くよ。」と言った。", "そして去った。", "「はい。」", "とても寒い日だった。"]),
        ("ko", ["그는 '비가 온다.'고 했다.", "우리는 남았다."]),
        ("ko", ["우리 동네 '장수탕'이 문을 닫았다.", "건물에는 '장수' 두 글자만 남아 있다."]),
        ("ko", ['그는 "비가 나온다." 라고 하셨다.', "우리는 남았다."]),
        (
            "en",
            [
                "Bring a photo ID.",
                "A new one is dear.",
                "He works in HR.",
                "Managers go.",
                "I met MR. SMITH.",
            ],
        ),
        (
            "en",
            [
                "Take two from Section B.",
                "Children need vitamin D.",
                "Adults have Hepatitis B.",
                "That is so.",
            ],
        ),
        (
            "en",
            [
                "The part A. Smith played is small.",
                "In his group A. Jones led.",
                "Section B. Calculators are in.",
            ],
        ),
        (
            "de",
            ["Kinder brauchen Vitamin D.", "Erwachsene lösen Abschnitt B.", "Rechner hat Frau B. Schmidt."],
        ),
        ("es", ["Es la vitamina C.", "Los niños leen la Sección A.", "Calculadoras no hay."]),
        (
            "en",
            [
                "Give a 5-min. talk.",
                "It is due next Tues. in class.",
                "Come on Fri. or Sat. morning.",
                "It is Mon.",
            ],
        ),
        (
            "en",
            [
                "It takes 2 hrs. at most.",
                "It takes 2 hrs.",
                "bring a pen.",
                "On Sun.",
                "we rest.",
                "He sat.",
                "no one did.",
            ],
        ),
        ("en", ["Approx. ten came.", "A 10-oz. can is by J.R.R. Tolkien.", "It is the EE.UU.", "He left."]),
        (
            "fr",
            ["On se voit le mer. à 9 h.", "On part le mar.", "on rentre.", "L’O.T.A.N. et l’O.N.U. y sont."],
        ),
        ("es", ["Traigan el D.N.I. y lleguen.", "Vino la R.A.E. con él.", "Es mía."]),
        (
            "tr",
            [
                "O nötrdür, örn. su.",
                "Bkz. Tablo 3.",
                "Elma vb. alındı.",
                "Elma vb.",
                "Sonra gitti.",
                "Av. Ayşe geldi.",
            ],
        ),
        (
            "tr",
            [
                "Bu M.Ö. 300 idi.",
                "O 2. Dünya Savaşı idi.",
                "Savaş 1945.",
                "Dünya büyüktür.",
                "Bölüm 2.",
                "Sonra geldi.",
            ],
        ),
        ("en", ["I am away from 21.12. to 4.1. at last.", "Over 35 it is 8.8.", "half of it is 4.4."]),
        (
            "en",
            [
                "It is.",
                "(a) Define it. [2 marks]",
                "Why is it? (1 point)",
                "It took [2 marks] off.",
                "He left.",
            ],
        ),
        ("de", ["Nenne zwei Gründe. (4 Punkte)", "Erkläre sie.", "Es sind 4."]),
        ("en", ["Please submit it by Wed. Dec 9th.", "It is due Thurs. Dec. 10 at noon.", "I was there on Sat.",
         "March was cold."]),
        ("en", ["Exam: Tues. Dec 8, 9:00.", "We met on Sat.", "March 3 was cold.", "He sat.", "May 5 came.",
         "It is due wed. dec 9."]),
        ("en", ["We judge freq. by ease.", "It is the same, diff. wording, acc. to Lord.", "It works diff.",
         "we tried it."]),
        ("en", ["Meet in Rm. C3.07 now.", "It costs approx. €70 for all.", "It is in Rm. 312.", "Bring pens.",
         "We left.", "B2 is free."]),
        ("en", ["Add 1½ tsp. salt and ½ tsp. sugar.", "See Vol. 85.", "It is long."]),
        ("en", ["It holds for all n ≥ N.", "A sequence is so.", "The set is called S.",
         "A map is given by John F. Hope."]),
        ("en", ["It changed.[citation needed]", "The term is new.[7]:  11", "It fell.[a][note 1]", "A man came.",
         "[Later] he left."]),
        ("de", ["Das ist falsch.[Beleg fehlt]", "Jeder 10. Mann raucht.", "Ich frage wg. Altklausuren nach.",
         "Gez. i. A. Stadtwerke Köln."]),
        ("de", ["Bitte bis zum 15.01. über das Portal melden.", "Am 3.12. Klausur in Bio.", "Wann?", "Am 3.12.",
         "Bitte kommt."]),
        ("fr", ["C’est politique pour F. Furet, et social pour A. Soboul.",
         "Selon J. Piaget et L. Vygotski, il apprend."]),
        ("fr", ["On finit avec C.", "Calculer l’aire.", "On place A et B.", "Montrer cela."]),
        ("es", ["Los de 1.º A, 2.º B y 3.º C vienen.", "La 2.ª planta está vacía."]),
        ("ru", ["Экзамен в ауд. 312.", "Это каб. 5, корп. 2.", "Было 5 чел. на место, т. е. мало.", "Книги и т. д.",
         "В 476 г. пал Рим."]),
        ("uk", ["Іспит в ауд. 312.", "Було 5 чол. на місце.", "У 1920 р. в Києві."]),
        ("pl", ["Czynne do godz. 14.", "Osoby chore nie.", "Są to alkany, tj. węgle.", "Był dr hab. Jan Kot.",
         "Por. ryc. 5 tam.", "W 1920 r. w Kutnie."]),
        ("tr", ["Bugün 5. Hafta bitti.", "Ders 5.", "Katılım azdı.", "Burada 4. Kat kapalı."]),
        ("pt", ["A Profª. Helena e a Drª. Souza vieram.", "Leia o cap. 3.", "É curto."]),
        ("hi", ["डॉ. आर. के. शर्मा आए।", "श्री. वर्मा गए।"]),
        ("ja", ["議題：1. 実績報告　2. 予算案　3. その他。", "次に進む。"]),
        ("zh", ["定义光合作用。（2分）", "为什么？(3分)", "它有5分。"]),
    ],
)  # fmt: skip
def test_an_abbreviation_a_date_and_a_quotation_end_no_sentence(language: str, sentences: list[str]) -> None:
    between = "" if language in ("zh", "ja") else " "
    assert texts(between.join(sentences), language) == sentences


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["9.2 Termination for Cause. Either party may end it.", "9.5 Survival. Sections 1, 5 and 9.5 go on."],
        ["Day 1. Arrive in Rome and rest.", "Day 2. See the Forum."],
        ["Abstract. We study how rumours spread.", "Methods. Posts were read by three people."],
        ["Theorem 2.3 (Bolzano–Weierstrass). Every such sequence is so.", "Proof. Let it be one."],
        ["Def. Let x be a point.", "Fig. 2. Grain yield as a function of rain."],
        ["Лекция 11. Кризис начался.", "Capítulo 3. La célula es así."],
        ["Late work. You lose ten percent for each day.", "AI tools. You may use them for drafts."],
        ["Attendance. You may miss two of them.", "Source code. The program must include it."],
        [
            "Attendance. You may miss two.",
            "AI tools. You may use them.",
            "Late work. Essays lose ten percent.",
        ],
    ],
)
def test_a_title_at_the_beginning_of_a_paragraph_belongs_to_its_first_sentence(paragraphs: list[str]) -> None:
    more = " It is so."
    units = [unit for paragraph in paragraphs for unit in (paragraph, more.strip())]
    assert texts("\n\n".join(paragraph + more for paragraph in paragraphs)) == units
    assert texts("\n".join(paragraph + more for paragraph in paragraphs)) == units


@pytest.mark.parametrize(
    "sentences",
    [
        [
            "It works.",
            "We tried it.",
            "Stop.",
            "You may not go.",
            "Why?",
            "Because.",
            "Rome fell.",
            "It was sad.",
        ],
        ["Nobody moved.", "The door opened.", "Time passed.", "We sat.", "Good morning.", "We begin."],
        ["Proof is here.", "Let it be.", "See Fig. 2.", "Grain is dear.", "We need a proof.", "Let it be."],
        ["Late work.", "You lose ten percent for each day."],
        ["9.5 The rent was raised.", "The tenant left.", "2.4 K. Adeyemi will call.", "The hall is free."],
        ["It was Day 1.", "We left.", "The house had 9.5 rooms.", "They sold it."],
        ["Mitosis makes two cells.", "This is how tissue grows.", "Cells die.", "This is called apoptosis."],
        ["Tom brings the food.", "It costs 40 euros.", "Ann writes the text.", "It should be short."],
    ],
)
def test_a_short_sentence_is_no_title(sentences: list[str]) -> None:
    pairs = zip(sentences[::2], sentences[1::2], strict=True)
    assert texts("\n\n".join(" ".join(pair) for pair in pairs)) == sentences


def test_a_contracts_clause_begins_with_its_title() -> None:
    clauses = [
        "Payment. The Tenant shall pay the rent.",
        "Deposit. The sum must be returned.",
        "Notice. Either may go.",
    ]
    numbered = "\n\n".join(f"{i}. {clause}" for i, clause in enumerate(clauses, 3))
    assert texts(numbered) == clauses
    steps = "1. Stop. The engine must cool.\n2. Open the valve. The oil runs out.\n3. Wait for it. This takes an hour."
    assert len(texts(steps)) == 6


def test_a_number_after_a_colon_counts_what_follows() -> None:
    assert texts("附件：1. 实验室安全检查表", "zh") == ["附件：1. 实验室安全检查表"]
    assert texts("The answer is: 5. They need it.") == ["The answer is: 5.", "They need it."]


@pytest.mark.parametrize("space", ["\xa0", "\u2009", "\u202f", "\u3000", "\u2028", "\x85"])
@pytest.mark.parametrize("language", ["en", "fr", "de", "zh"])
def test_a_letter_and_a_wide_space_before_a_full_stop(language: str, space: str) -> None:
    text = f"La vitamine{space}C{space}. Elle est utile. A{space}."
    spans = split(text, language)
    assert spans
    assert all(text[span.start : span.end].strip() for span in spans)


def test_numbers_within_a_line_stay_with_what_they_number() -> None:
    assert len(split("本次会议讨论了三项议题：1. 预算调整；2. 人员安排；3. 场地租赁。", "zh")) == 1
    assert len(split("We need three things: 1. money; 2. time; 3. people.", "en")) == 1


@pytest.mark.parametrize("text", ["Il a vu M. de Gaulle hier.", "Mlle. Petit et M. de La Tour sont venus."])
def test_a_title_before_a_name_with_a_particle(text: str) -> None:
    assert len(split(text, "fr")) == 1


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["There were two.", "(1) The state was bankrupt.", "(2) Bread was dear.", "The king came.", "He left."]),
        ("en", ["What are they?", "1) Bankruptcy.", "2) Bread prices.", "The king came.", "On 14 July he left."]),
        ("en", ["It was so.", "(i) One came.", "(iii) Fig. 4 shows it.", "(iv) no power.", "Then he left."]),
        ("en", ["It is.", "(a) It is (see p. 3) so.", "We (I) saw Fig. 3 (b) and (c).", "Red (1) or (2) blue."]),
        ("en", ["It was so.", "• The state was bankrupt.", "• Bread was dear.", "The king came.", "Then he left."]),
        ("de", ["Es gab zwei.", "(1) Der Staat war pleite.", "(b) Brot war teuer.", "Der König kam.", "Er ging."]),
        ("fr", ["Il y en a deux.", "(1) L’État était ruiné.", "(2) Le pain était cher.", "Le roi vint.", "Il partit."]),
        ("es", ["Hubo dos.", "(1) El Estado cayó.", "(2) El pan era caro.", "El rey vino.", "Se fue."]),
        ("ko", ["이유는 둘이다.", "(1) 나라가 파산했다.", "(2) 빵이 비쌌다.", "왕이 왔다.", "그는 떠났다."]),
        ("zh", ["有两个原因。", "(1) 国家破产。", "（2）面包贵。", "国王召开会议。", "后来他走了。"]),
    ],
)  # fmt: skip
def test_a_list_within_a_paragraph_ends_with_its_last_item(language: str, sentences: list[str]) -> None:
    assert texts(("" if language == "zh" else " ").join(sentences), language) == sentences
