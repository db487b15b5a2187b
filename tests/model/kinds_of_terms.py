"""Tables of `test_kinds.py` of how dictionaries and textbooks define, in languages but English.

`DEFINITIONS`: sentences that define something. `NEITHER`: what only looks so.
"""

from model import Action

DEFINITIONS = [
    ("es", "La inflación es el aumento generalizado y sostenido de los precios en una economía."),
    ("es", "Las mitocondrias son los orgánulos que producen la energía de la célula."),
    ("es", "Inflación: aumento sostenido de los precios de un país."),
    ("es", "Por dolo se entiende la intención de engañar."),
    ("fr", "Le désherbage est l’opération qui consiste à retirer les livres abîmés."),
    ("fr", "La déchristianisation désigne l’ensemble des actes contre la religion."),
    ("fr", "L’osmose est le mouvement de l’eau à travers une membrane."),
    ("fr", "Inflation : hausse générale et durable des prix dans un pays."),
    ("pt", "Ecossistema é o conjunto dos seres vivos e do meio em que vivem."),
    ("pt", "A osmose é a passagem denominada difusão da água."),
    ("pt", "Sucessão ecológica: processo de mudança das comunidades ao longo do tempo."),
    ("pt", "Por dolo entende-se a intenção de enganar."),
    ("it", "Il fonema è la più piccola unità di suono che distingue due parole."),
    ("it", "Per allofono si intende una variante di un fonema."),
    ("it", "L’inflazione è l’aumento generale dei prezzi di un paese."),
    ("de", "Die Inflation ist der Anstieg des Preisniveaus über längere Zeit."),
    ("de", "Osmose: Diffusion von Wasser durch eine Membran."),
    ("de", "Inflation bezeichnet den Anstieg des Preisniveaus."),
    ("ja", "自然失業率は、長期的に成り立つ失業率として定義される。"),
    ("ja", "失業率が元に戻らないこの現象をヒステリシスという。"),
    ("ja", "履歴効果: 過去の失業が現在の失業率に影響を与え続ける現象。"),
    ("ja", "酵素は、生体内の化学反応を速めるタンパク質の総称である。"),
    ("zh", "效用(utility)是消费者从商品消费中获得的满足程度。"),
    ("zh", "机会成本是为了得到某种东西而放弃的最大价值。"),
    ("zh", "★鸦片战争：英国为打开中国市场而发动的侵略战争。"),
]

ACTIONS: list[tuple[str, str, Action]] = []

NEITHER = [
    ("es", "El perro es el animal de Juan."),
    ("es", "La causa es el aumento de los precios de la energía."),
    ("es", "Este es el proceso que se produce en los motores."),
    ("es", "El objetivo del curso es el estudio de las plantas del norte."),
    ("es", "Tema: estudio de las plantas del norte de España."),
    ("es", "La inflación fue el problema de la década."),
    ("es", "Lunes: repaso de los temas que faltan."),
    ("fr", "Le président désigne un nouveau ministre pour la justice."),
    ("fr", "Le juge désigne un expert avant le procès."),
    ("fr", "Le chien est l’animal de Jean."),
    ("fr", "Cette hausse est le résultat de la guerre en Europe."),
    ("fr", "La première étape est l’étude de la structure de la phrase."),
    ("fr", "C’est le processus qui mène à la guerre."),
    ("fr", "Objectif : étude de la structure de la phrase."),
    ("pt", "O cão é o animal do João."),
    ("pt", "O motivo é o aumento dos preços da energia."),
    ("it", "Il cane è l’animale di Giovanni."),
    ("it", "La causa è l’aumento dei prezzi dell’energia."),
    ("it", "Questo è il processo che porta alla guerra."),
    ("de", "Der Hund ist das Tier von Hans."),
    ("de", "Der Grund ist der Anstieg der Preise in ganz Europa."),
    ("de", "Das ist der Prozess der Umwandlung von Zucker in Energie."),
    ("de", "Thema: Bewegung von Körpern auf schiefen Ebenen."),
    ("ja", "彼の話は君のことである。"),
    ("ja", "目的：水の動きを調べて理解する方法。"),
    ("ja", "これを何という。"),
    ("ja", "友人を大切にしようという。"),
    ("ja", "雨が降ったという。"),
    ("zh", "孩子的成绩是父母和老师最关心的事件。"),
    ("zh", "这是人们在长期生活中形成的价值。"),
    ("zh", "结果表明：吸附后的藻体形成表面光滑的块状结构。"),
]
