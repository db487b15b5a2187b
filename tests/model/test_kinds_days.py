"""What is to be done by a day, however the day and the duty are put; and days by which nobody is told anything."""

from __future__ import annotations

import time

import pytest

from model import Action, action_of, mentions_deadline
from model.kinds import cue_kinds
from model.kinds.doubts import asks_nothing

DUE = [
    *(
        ("en", said, Action.DEADLINE)
        for said in (
            "All forms must be submitted by January 22, 2027.",
            "All forms must be submitted by Jan 22.",
            "All forms must be submitted by Jan. 22nd.",
            "All forms must be submitted by March 1.",
            "All forms must be submitted by 22 January 2027.",
            "Registration closes December 15.",
            "Raffle prizes needed by December 15.",
            "Volunteers are asked to arrive by Oct 12.",
            "Last day to withdraw: October 12",
        )
    ),
    *(
        ("en", said, Action.DEADLINE)
        for said in (
            "Students should register by Friday.",
            "The fee is payable on or before 15 January.",
            "Payment has to reach us by 4 December.",
            "You must notify me of any accommodation needs by January 22, 2027.",
            "Everyone needs to sign the sheet by Friday.",
            "Your seat has to be booked by 3 May.",
            "A: Students must hand it in by Friday.",
        )
    ),
    ("en", "Sara: slides for the talk by January 22", Action.COMMITMENT),
    ("en", "I'll look at the firewall tomorrow", Action.COMMITMENT),
    ("en", "I'll go over your draft on Friday.", Action.COMMITMENT),
    ("en", "I'll add the missing tests before lunch.", Action.COMMITMENT),
    ("en", "As Ms. Lee said, you must send the form by Friday.", Action.REQUEST),
    ("en", "Please send it by Friday, so I can check it and so Tom sees it.", Action.REQUEST),
    ("en", "You must remember to send it by Friday.", Action.REQUEST),
    ("en", "Drafts in the drive by Sunday 6 Dec pls", Action.REQUEST),
    ("de", "Das Testsystem muss bis Mittwoch 15 Uhr stehen.", Action.DEADLINE),
    ("de", "Die Arbeit ist bis zum 15. Januar abzugeben.", Action.DEADLINE),
    ("de", "Bis zum 15. Januar ist die Arbeit abzugeben.", Action.DEADLINE),
    ("de", "Bitte schickt es bis Freitag, so dass es die Schule noch erreicht.", Action.REQUEST),
    ("de", "Die Karte ist bis zum 3. Mai zurückzugeben, damit die Buchung gilt.", Action.DEADLINE),
    ("de", "Bis zum 3. Mai sind 1500 Euro zu überweisen.", Action.DEADLINE),
    ("de", "Wir müssen den Raum bis Freitag finden.", Action.DEADLINE),
    ("de", "Ich übernehme die Doku bis Freitag.", Action.COMMITMENT),
    ("de", "Ich melde mich bis Freitag bei dir.", Action.COMMITMENT),
    ("fr", "Merci à tous de relire le rapport avant vendredi.", Action.REQUEST),
    ("fr", "Merci de ne pas fumer.", Action.REQUEST),
    ("fr", "Le mémoire doit être remis avant le 10 décembre à 17h.", Action.DEADLINE),
    ("fr", "Vous devez vous inscrire avant vendredi.", Action.DEADLINE),
    ("es", "La memoria debe entregarse antes del viernes 11 de diciembre a las 23:59 h.", Action.DEADLINE),
    ("es", "Los trabajos deben presentarse antes del 3 de mayo.", Action.DEADLINE),
    ("es", "La cuota debe ser abonada antes del 3 de mayo.", Action.DEADLINE),
    ("es", "Tenéis que enviar el formulario.", Action.DEADLINE),
    ("it", "Il modulo deve essere consegnato entro venerdì.", Action.DEADLINE),
    ("pt", "O trabalho deve ser entregue até sexta-feira.", Action.DEADLINE),
    ("ja", "見積書を12月4日（金）までにお送りください。", Action.REQUEST),
    ("ja", "ご確認をよろしくお願いします。", Action.REQUEST),
]
NOT_DUE = [
    ("en", "Bills must be signed by March 1848 clerks."),
    ("en", "The participants are asked to rank them by 3 decades."),
    *(
        ("en", said)
        for said in (
            "Congress must pass the bill by Friday to avoid a shutdown.",
            "By 1848 it had to be repealed.",
            "The wall must have been built by 1200.",
            "Suppose you have to sort the list by Friday.",
            "Don't feel like you have to get it all fixed up by Friday.",
            "You must leave the town before 3 May 1848.",
            "The train should reach us by 5 pm.",
            "The dividend was payable on or before 15 January.",
            "Tax payable by the farmers rose.",
            "Students should learn by doing.",
            "I will never see him tomorrow.",
            "I'll be late tomorrow.",
            "You have to be home by midnight, her stepmother had said.",
            "I'll order a beer tonight, he thought.",
            "Suppose that a bond is payable by 1 January.",
            "I will read on.",
            "We fitted it with the pls package.",
            "“Everyone has to leave before noon,” he went on.",
            "Applicants must submit their papers by Friday, the ministry said in a statement.",
            "Everybody has to pay taxes by April 15, economists note.",
            "I'll read it tonight, she thought, and then I will write to him tomorrow.",
            "The ship must reach us by noon, thought the captain.",
            "Residents are told you have to boil water by Monday.",
            "You must know that by Monday the prices rise.",
            "The ransom, payable in gold by noon, was never paid.",
            "Students must complete the course by 12 May 2015 to graduate.",
            "In this lecture I'll go over the basics today.",
            "Today I'm going to look at three ideas this morning.",
            "I'll read you a poem tonight.",
            "A: Then I'll write the next book this week.",
        )
    ),
    ("de", "Der Bundestag muss bis Freitag entscheiden."),
    ("de", "Die Bilder sind bis Sonntag zu sehen."),
    ("de", "Das Tor musste bis Mittag stehen."),
    ("de", "Ich blieb bis Freitag."),
    ("de", "Ich lese bis morgen nichts."),
    ("de", "Der Zug muss bis 10 Uhr laufen."),
    ("de", "Die Koalition muss bis Freitag stehen, fordert die SPD."),
    ("de", "Die Stadt ist bis zum 8. Mai 1945 zurückzugeben."),
    ("de", "Ich muss bis morgen schlafen."),
    ("de", "Ich frage mich, ob er bis Montag kommt."),
    ("de", "Ich stelle mir vor, dass er bis Montag kommt."),
    ("de", "Ich mache bis Freitag Urlaub."),
    ("de", "A: Ich bringe es bis Freitag mit."),
    ("de", "Der Antrag muss bis Freitag eingereicht werden, sagte der Minister."),
    ("fr", "Merci d’avoir répondu."),
    ("fr", "Merci de votre lettre."),
    ("fr", "Le roi était à payer avant lundi."),
    ("fr", "Les textes à lire pour demain étaient longs."),
    ("fr", "Il reste beaucoup à faire avant lundi."),
    ("fr", "Vous devez savoir que le train part avant lundi."),
    ("es", "Los soldados deben presentarse antes del 3 de mayo de 1808."),
    ("fr", "Le traité doit être signé avant le 3 mai 1815."),
    ("es", "La velocidad debe mantenerse constante."),
    ("es", "El resultado debe presentarse en metros."),
    ("it", "La pressione deve essere costante."),
    ("pt", "A pressão deve ser constante até o fim."),
    ("ja", "よろしくお願いいたします。"),
    ("ja", "ご確認のほどよろしくお願いします。"),
    ("ja", "今後ともよろしくお願いします。"),
    ("ja", "少々お待ちください。"),
    ("ja", "お水をください。"),
    ("ja", "お気軽にお問い合わせください。"),
]


@pytest.mark.parametrize(("language", "sentence", "action"), DUE)
def test_what_is_due_by_a_day_is_to_be_done(language: str, sentence: str, action: Action) -> None:
    assert cue_kinds([sentence], language) == ["action"]
    assert action_of(sentence, language) is action


@pytest.mark.parametrize(("language", "sentence"), NOT_DUE)
def test_days_by_which_nobody_is_told_anything(language: str, sentence: str) -> None:
    assert cue_kinds([sentence], language) == ["key"]
    assert not mentions_deadline(sentence, language)


@pytest.mark.parametrize(
    "piece", ["you must ", "students should a ", "must be booked ", "payable ", "I'll add ", "by Friday "]
)
def test_days_cost_little_on_any_text(piece: str) -> None:
    began = time.process_time()
    cue_kinds([piece * 10_000], "en")
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("de", "ist bis Montag "),
        ("de", "ich mache "),
        ("de", "muss "),
        ("fr", "merci à tous "),
        ("fr", "doit être remis "),
        ("fr", "vous devez "),
        ("es", "debe entregar "),
        ("es", "Se llama a "),
        ("it", "deve essere pagato "),
        ("pt", "deve ser paga "),
        ("ja", "ご確認を"),
        ("ja", "お"),
        ("zh", "，这就叫"),
    ],
)
def test_duties_cost_little_in_any_language(language: str, piece: str) -> None:
    began = time.process_time()
    cue_kinds([piece * 10_000], language)
    assert time.process_time() - began < 0.5


def test_a_day_with_two_figures_makes_a_question_a_request() -> None:
    assert asks_nothing("Can I renew?")
    assert not asks_nothing("Can I renew on January 22?")
