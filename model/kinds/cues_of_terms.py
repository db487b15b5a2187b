"""How dictionaries and textbooks say what a term means, by language: cues of definitions, data for `cues`.

The predicate has to name a kind of thing (the process of, the set of): "El perro es el animal de Juan" and "La causa es
el aumento de …" define nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from model.kinds.cue_parts_of_han import ZH_LABEL, ZH_POINTING, ZH_TERM, ZH_VAGUE


class _Tongue(NamedTuple):
    """What a language's definitions are made of, as alternatives of a regular expression."""

    articles: str
    no_term: str
    """A word among the first four of what is no term's definition: the cause, this, …"""
    be: str
    of_genus: str
    """Articles before what a thing is a kind of."""
    genus: str
    behind: str
    """What the genus is told apart by: of, by, that."""
    no_label: str
    """What stands before a colon and is no term."""


_SPANISH = _Tongue(
    articles="El |La |Los |Las |Una? ",
    no_term="causa|razón|motivo|resultado|consecuencia|objetivo|problema|solución|respuesta|diferencia|ejemplo|tema|clave"
    "|idea|fin|meta|propósito|función|papel|prioridad|reto|primer[oa]?|segund[oa]|tercer[oa]?|último|última"
    "|principal(?:es)?|mejor|peor|único|única|siguiente|mism[oa]|otr[oa]|resto|importancia|ventaja|momento|historia"
    "|cuestión|punto|trabajo|efecto|factor|elemento|aspecto|opción|alternativa|excepción|base|que|más|sus?|est[aeo]s?"
    "|es[ae]|aquí|ahora|hoy|él|ella|ellos|estas|total|neto|neta|resultante|nuestr[oa]s?|mi|tu",
    be="es|son",
    of_genus="el |la |los |las |una? |un[ao]s ",
    genus="(?:aumento|disminución|incremento|descenso|proceso|conjunto|capacidad|estudio|ciencia|rama|disciplina|movimiento"
    "|transferencia|cociente|propiedad|técnica|método|unidad|sustancia|fenómeno|órgano|orgánulo|estructura|reacción"
    "|medida|magnitud|variación|transformación|conversión|formación|ausencia|facultad|tendencia|probabilidad|rapidez"
    "|tasa|doctrina|figura retórica|relación entre|porción|lugar geométrico)(?:s|es)?",
    behind="del?|por|en|que|mediante|entre|para|cuy[oa]s?",
    no_label="objetivo|tema|título|problema|tarea|ejemplo|causa|resultado|función|método|conclusión|nota|resumen|efecto"
    "|ventaja|importante|pregunta|respuesta|ejercicio|actividad|unidad|capítulo|fase|paso|etapa|materia|curso"
    "|economía|política|deportes?|cultura|menú|tiempo|ayer|hoy|huelga",
)
_FRENCH = _Tongue(
    articles="L['’]|Les? |La |Une? ",
    no_term="cause|raison|motif|résultat|conséquence|objectif|but|problème|solution|réponse|différence|exemple|thème|clé"
    "|idée|fin|fonction|rôle|priorité|défi|première?|deuxième|seconde?|troisième|dernière?|principale?|principaux"
    "|meilleure?|pire|seule?|suivante?|même|autre|reste|importance|avantage|moment|histoire|question|point|travail"
    "|effet|facteur|élément|aspect|option|exception|base|qui|que|plus|c['’]|ce|cette|ces|son|sa|ses|leurs?|il|elle|notre"
    "|ici|mon|ton|total|totale|tout|toute",
    be="est|sont",
    of_genus="l['’]|les? |la |une? |des ",
    genus="(?:augmentation|diminution|hausse|baisse|processus|ensemble|capacité|étude|science|branche|discipline|mouvement"
    "|transfert|quotient|propriété|technique|méthode|unité|substance|phénomène|organe|organite|structure|réaction"
    "|mesure|grandeur|variation|transformation|conversion|formation|absence|faculté|tendance|probabilité|opération"
    "|doctrine|figure de style|rapport entre|action|somme d['’]argent)s?",
    behind="d[eu]|des|d['’]\\w+|par|qui|que|dont|entre|consistant|permettant|lequel|laquelle|où",
    no_label="objectif|thème|titre|problème|devoir|exemple|cause|résultat|fonction|méthode|conclusion|note|résumé|effet"
    "|avantage|important|question|réponse|exercice|activité|unité|chapitre|phase|étape|matière|cours"
    "|économie|politique|sports?|culture|menu|météo|hier|grève",
)
_PORTUGUESE = _Tongue(
    articles="Os? |As? |Uma? ",
    no_term="causa|razão|motivo|resultado|consequência|objetivo|problema|solução|resposta|diferença|exemplo|tema|chave"
    "|ideia|fim|meta|propósito|função|papel|prioridade|desafio|primeir[oa]|segund[oa]|terceir[oa]|últim[oa]"
    "|principal|principais|melhor|pior|únic[oa]|seguinte|mesm[oa]|outr[oa]|resto|importância|vantagem|momento|história"
    "|questão|ponto|trabalho|efeito|fator|elemento|aspecto|opção|exceção|base|que|mais|seus?|suas?|ess[ae]s?|est[ae]s?"
    "|isso|isto|aqui|hoje|el[ae]|noss[oa]s?|meu|minha|total",
    be="é|são",
    of_genus="os? |as? |uma? |umas |uns ",
    genus="(?:aumento|diminuição|elevação|queda|processo|conjunto|capacidade|estudo|ciência|ramo|disciplina|movimento"
    "|transferência|quociente|propriedade|técnica|método|unidade|substância|fenômeno|fenómeno|órgão|organela|estrutura"
    "|reação|medida|grandeza|variação|transformação|conversão|formação|ausência|faculdade|tendência|probabilidade"
    "|doutrina|figura de linguagem|relação entre)s?",
    behind="d[aeo]s?|por|em|que|pel[ao]|entre|para|cuj[oa]s?|n[ao]s? qua(?:l|is)",
    no_label="objetivo|tema|título|problema|tarefa|exemplo|causa|resultado|função|método|conclusão|nota|resumo|efeito"
    "|vantagem|importante|pergunta|resposta|exercício|atividade|unidade|capítulo|fase|passo|etapa|matéria|curso"
    "|economia|política|esportes?|desporto|cultura|clima|tempo|ontem|hoje|greve",
)
_ITALIAN = _Tongue(
    articles="Il |Lo |La |L['’]|I |Gli |Le |Una? |Un['’]|Uno ",
    no_term="causa|ragione|motivo|risultato|conseguenza|obiettivo|problema|soluzione|risposta|differenza|esempio|tema"
    "|chiave|idea|fine|scopo|funzione|ruolo|priorità|sfida|prim[oa]|second[oa]|terz[oa]|ultim[oa]|principale|principali"
    "|migliore|peggiore|unic[oa]|seguente|stess[oa]|altr[oa]|resto|importanza|vantaggio|momento|storia|questione|punto"
    "|lavoro|effetto|fattore|elemento|aspetto|opzione|eccezione|base|che|più|su[oa]|suoi|sue|quest[oaie]|quell[oaie]"
    "|qui|oggi|lui|lei|nostr[oa]|mi[oa]|totale",
    be="è|sono",
    of_genus="il |lo |la |l['’]|i |gli |le |una? |un['’]|uno ",
    genus="(?:aument[oi]|diminuzione|process[oi]|insiem[ei]|capacità|studio|scienza|ramo|disciplina|movimento|passaggio"
    "|trasferimento|quoziente|proprietà|tecnica|metodo|unità|sostanz[ae]|fenomen[oi]|organ[oi]|organell[oi]|struttur[ae]"
    "|reazion[ei]|misura|grandezza|variazione|trasformazione|conversione|formazione|assenza|facoltà|tendenza|probabilità"
    "|dottrina|figura retorica|rapporto tra)",
    behind="d(?:i|el|ella|ell['’]\\w+|ei|egli|elle)|d['’]\\w+|per (?:cui|mezzo|il quale|la quale|\\w+re)|in|che"
    "|mediante|tra|fra|cui|nel|nella|capace",
    no_label="obiettivo|tema|titolo|problema|compito|esempio|causa|risultato|funzione|metodo|conclusione|nota|riassunto"
    "|effetto|vantaggio|importante|domanda|risposta|esercizio|attività|unità|capitolo|fase|passo|materia|corso"
    "|economia|politica|sport|cultura|meteo|borsa|ieri|oggi|sciopero",
)
_GERMAN = _Tongue(
    articles="Der |Die |Das |Eine? ",
    no_term="Ursache|Grund|Ergebnis|Folge|Ziel|Problem|Lösung|Antwort|Unterschied|Beispiel|Thema|Schlüssel|Idee|Zweck"
    "|Funktion|Rolle|Aufgabe|erste[rs]?|zweite[rs]?|dritte[rs]?|letzte[rs]?|wichtigste[rs]?|beste[rs]?|einzige[rs]?"
    "|nächste[rs]?|Rest|Bedeutung|Vorteil|Nachteil|Moment|Geschichte|Frage|Punkt|Arbeit|Wirkung|Faktor|Aspekt|Ausnahme"
    "|Grundlage|Dies\\w{0,2}|Das|Es|Er|Sie|Wir|Hier|Heute|Was|Wer|Sein|Seine|Ihre?|Unsere?|Mein|Meine|gesamte",
    be="ist|sind",
    of_genus="der |die |das |eine? ",
    genus="(?:Prozess|Vorgang|Fähigkeit|Lehre|Wissenschaft|Teilgebiet|Gesamtheit|Menge|Maß|Verhältnis|Anstieg|Zunahme"
    "|Abnahme|Umwandlung|Übergang|Bewegung|Quotient|Eigenschaft|Verfahren|Methode|Maßeinheit|Stoff|Organ|Organell"
    "|Zweig|Wahrscheinlichkeit|Diffusion|Bildung|Abgabe|Aufnahme|Stilmittel|Neigung)(?:e[ns]?|en|s)?",
    behind="de[rs]|von|vom|durch|zwischen|einer?s?|aus|zu[mr]?|über|mit|bei|in de[rm]",
    no_label="Ziel|Thema|Titel|Problem|Aufgabe|Beispiel|Ursache|Ergebnis|Funktion|Methode|Fazit|Notiz|Zusammenfassung"
    "|Wirkung|Vorteil|Wichtig|Frage|Antwort|Übung|Kapitel|Phase|Schritt|Fach|Kurs|Merke"
    "|Wirtschaft|Politik|Sport|Kultur|Wetter|Termin|Vormittag|Mittag|Nachmittag|Abend|Morgen|Tag",
)
_NEWS = (  # in a headline, whose place or subject stands before a colon: Madrid: aumento de los robos en mayo
    r"(?:en|em|a|à|in|im) (?:(?:el mes|o mês|le mois) de )?(?:jan|ene|gen|f[eé]b|fév|mar[sçz]|m[äa]r[sz]|a[bpv]r"
    r"|ma[ijy]|mag|jui?n|giu|jui?l|lug|ago|août|aug|se[pt]t?|o[ckt]t|out|nov|d[eéi][czs])[a-zçéûôü]{0,7}\b"
    r"|ayer|hoy|mañana|ieri|oggi|domani|hier|demain|ontem|hoje|amanhã|gestern|heute|morgen"
    r"|am (?:Abend|Morgen|[A-Z]\w{2,9}tag)"
    r"|(?:tod|tutt)[oa] (?:el|la|il|o|a) (?:país|región|paese|regione|sul|norte|nord|sud)|tout le pays"
    r"|tutta (?:Europa|Italia)"
)
_WORD = r"[^\W\d_][\w’'-]{1,30}"
_SMALL = r"[a-zà-öø-ÿ-]{3,20}"


def _of(tongue: _Tongue) -> tuple[str, ...]:
    """The osmosis is the process of …; osmosis: process of …"""
    enough = r"\b(?=(?:\W+\w+){3})"
    genus = (
        rf"(?:(?:más|plus|più|mais) )?(?:(?!(?:del?|du|des|di|do|da)\b){_SMALL} )?{tongue.genus}"
        rf"(?:,? (?:(?:y|et?|ed|und) )?{_SMALL}){{0,3}}? (?:{tongue.behind})"
    )
    return (
        rf"^(?!(?i:(?:[^\s]{{1,30}} ){{0,3}}?(?:l['’])?(?:{tongue.no_term})\b))(?:{tongue.articles})?"
        rf"{_WORD}(?: {_SMALL}){{0,3}}?(?: \([^()]{{1,40}}\))? (?:{tongue.be}) (?:{tongue.of_genus}){genus}{enough}",
        rf"^(?!(?i:(?:l['’])?(?:{tongue.no_label})s?\b))(?![^.;!?]*\b(?:{_NEWS})\b)"
        rf"[A-ZÀ-ÖØ-Þ][\w’'-]{{2,30}}(?: {_SMALL}){{0,2}} ?(?::| [=–—])"
        rf" (?:{tongue.of_genus})?{genus}{enough}(?![^.;!?]*\b(?:{tongue.be})\b)[^!?]*$",
    )


ES_TERMS = (
    *_of(_SPANISH),
    r"^(?:Por|Como) [^.;?]{2,60}? (?:se entiende|entendemos) (?:el|la|l[oa]s|una?|tod[oa]s?|aquel\w*|que)\b",
)
FR_TERMS = (
    *_of(_FRENCH),
    rf"\bdésigne(?:nt)? (?:ainsi |aussi )?(?:tout(?:e|es|s)? |l['’]ensemble |le fait "
    rf"|(?:{_FRENCH.of_genus}){_FRENCH.genus}\b)",
    r"^(?:Le (?:terme|mot)|L['’]expression) [^.;?]{2,40}? désigne\b",
)
PT_TERMS = (
    *_of(_PORTUGUESE),
    r"\b(?:[Ee]ntende-se|[Ee]ntendemos) por\b|^Por [^.;?]{2,60}? (?:se entende|entende-se|entendemos)\b"
    r"|^(?:O termo |A palavra )[^.;?]{2,40}? (?:refere-se a|designa|significa)\b",
)
IT_TERMS = (
    *_of(_ITALIAN),
    r"\b(?:[Pp]er|[Cc]on) [^.;?]{2,60}? (?:si intend(?:e|ono)|s['’]intende)\b|^(?:Il termine "
    r"|La parola )[^.;?]{2,40}? (?:indica"
    r"|designa|significa)\b",
)
DE_TERMS = (
    *_of(_GERMAN),
    rf"^(?:Der |Die |Das )?[A-ZÄÖÜ][\w-]{{2,30}} bezeichnet (?:den |die |das |eine?n? ){_GERMAN.genus}\b",
)

_JA_KIND = "(?:現象|過程|作用|性質|方法|理論|制度|状態|反応|総称|学問|法則|効果|能力|割合|単位)"
_JA_NO_LABEL = "目的|例|注意|問題|方法|結果|理由|特徴|ポイント|課題|議題|テーマ|結論|原因|質問|答え|内容|備考"
JA_TERMS = (
    r"[とて](?:して)?定義(?:され|し|す|さ)",
    r"(?:こと|もの|状態|作用|割合|値|(?:この|その|これらの)[^。、]{1,12}|これ|それ)を、?[「『]?[^。、をはがにで何]{2,20}[」』]?"
    r"と(?:いう|言う|よぶ|称する|いいます|言います)[。\s]*$",
    r"^[^。はをがもにで、]{2,20}(?:[（(][^（()）]{1,30}[）)])?(?<![のれ私彼女])は、?[^。「」]{6,80}(?:のこと(?:である|をいう|を指す)|を指す|の総称(?:である|です))。?\s*$",
    rf"^(?!{_JA_NO_LABEL})[^。はをがもに、：:\s]{{2,16}}(?:[（(][^（()）]{{1,30}}[）)])?[：:]\s?[^。！？]{{6,80}}{_JA_KIND}[。\s]*$",
)
_ZH_KIND = (
    "(?:程度|价值|总额|总量|比例|比率|单位|器官|性质|属性|学说|定理|定律|原理|体系|集合|算法"
    "|改革|战争|条约|化合物|结构)"
)
ZH_TERMS = (
    rf"^(?!{ZH_POINTING}){ZH_TERM}是(?!{ZH_VAGUE})[^。；！？我你您他她它]{{8,60}}(?<!有效|简单|重要|常用|常见|主要)的[^的，。]{{0,4}}"
    rf"{_ZH_KIND}[。\s]*$",
    rf"^\W{{0,3}}(?!{ZH_POINTING}|{ZH_LABEL}|[^：:]{{0,12}}(?:[表说]明|认为|指出|显示|发现|结果|新闻|快讯|报道|消息))"
    rf"{ZH_TERM}[：:]\s?(?!{ZH_VAGUE}|这|那|[是就])[^。；！？我你您他她它]{{8,80}}"
    rf"(?<!有效|简单|重要|常用|常见|主要)的[^的，。]{{0,4}}{_ZH_KIND}[。\s]*$",
)
