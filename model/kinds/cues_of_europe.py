"""The turns of phrase of European languages but English that make a sentence a definition or an action item: data for
`cues`. As there, an entry hardly matches anything else."""

from __future__ import annotations

from collections.abc import Mapping

from model.kinds.cue_parts import SOON_OVER, Cues
from model.kinds.cue_parts_of_europe import (
    DE_BY_A_DAY,
    DE_DAY,
    DE_HAPPENS,
    DE_NOBODY_TOLD,
    DE_STUDIES,
    DE_TO_STUDY,
    ES_BY_A_DAY,
    ES_ENDS,
    ES_NO_TERM,
    ES_STUDIES,
    FR_BY_A_DAY,
    FR_PLEASE,
    FR_STUDIES,
    IT_BY_A_DAY,
    IT_NO_TERM,
    IT_STUDIES,
    IT_TO_BE_EATEN,
    PT_BY_A_DAY,
    PT_NO_TERM,
    PT_STUDIES,
)
from model.kinds.cues_of_days import DE_DUE, DE_PROMISED, ES_DUE, FR_DUE, IT_DUE, PT_DUE
from model.kinds.cues_of_homework import (
    DE_DUE_ALONE,
    DE_ORDERED,
    ES_DUE_ALONE,
    ES_ORDERED,
    FR_DUE_ALONE,
    FR_ORDERED,
    IT_DUE_ALONE,
    PT_DUE_ALONE,
    PT_ORDERED,
)
from model.kinds.cues_of_terms import DE_TERMS, ES_TERMS, FR_TERMS, IT_TERMS, PT_TERMS

OF_EUROPE: Mapping[str, Cues] = {
    "es": Cues(
        definition=(
            r"\bse (?:le |les |lo |la )?(?:denominan?|llaman?|conocen? como|definen? como)\b",
            rf"^\W{{0,6}}Se (?:(?:le |les |lo |la )?(?:denominan?|llaman?) (?!{ES_NO_TERM}\b)(?=[^\WA-ZÁÉÍÓÚÑ\d_])"
            r"[^.;?]{2,80} a(?:l| las?| los| un| todo)?\b|(?:le |les |lo |la )?(?:conocen?|definen?) como\b"
            r"|entiende por\b)",
            r"\b(?:denominad|llamad)[oa]s?\b(?! (?:a|por|telef)\b)|\b(?:tambi[eé]n )?conocid[oa]s? como\b",
            r"\b[Dd]efinimos\b|\b(?:lo|la|los|las) (?:denominamos|llamamos)\b|\b(?:recibe|reciben) el nombre de\b",
            r"^(?:El término )?[\w\s“”«»\"()-]{3,60} se refiere a\b|\bse entiende por\b",
            r"^Una? (?:[\w()-]+ ){1,5}es una? (?:[\w-]+ ){1,6}(?:que|cuy[oa]s?|utilizad[oa]|formad[oa]|de)\b",
            *ES_TERMS,
        ),
        request=(
            r"(?i:\bpor favor\b|\bte pido\b|\ble pido\b|\bles pido\b|\bse ruega\b|\bse solicita\b)",
            r"(?i:¿\s*(?:(?:me|nos) (?:puedes?|podr[ií]as?|podr[íi]an|pueden)|puedes|podr[íi]as)\b)",
            r"(?i:(?:^|[,;:] )(?:mandad|enviad|pasad|subid|traed|avisad|confirmad)(?:me|nos|l[oa]s?)?\b|\bporfa\b)",
            r"(?i:\bno (?:olvides?|olviden|olvid[ée]is)\b(?! (?:(?:de )?que|de (?:m[ií]|nosotr[oa]s))\b)"
            r"|\basegúr(?:ate|ese|ense)\b"
            r"|\bacu[ée]rd(?:ate|ese|ense) de\b|"
            r"\bnecesito que\b|\bhay que (?:entregar|enviar|mandar|presentar|confirmar|firmar|llamar)\b)",
            r"(?i:^(?:env[ií]a|env[ií]e|env[ií]en|manda|mande|av[ií]sa|avise|confirma|confirme|entrega|entregue"
            r"|entreguen|revisa|"
            r"revise|revisen|firma|firme)(?:me|nos|lo|la|los|las)?\b(?! (?:de|se)\b)(?!(?<=a) sus?\b))",
            r"(?i:^\W{0,6}(?:entregar|enviar|mandar|presentar|subir|completar|rellenar|pagar|firmar|confirmar"
            rf"|inscribirse|devolver|(?:{ES_STUDIES})\b(?![^.;!?]*\bhasta (?:mañana|el)\b){ES_ENDS})\b"
            rf"[^.;!?]{{0,80}}\b(?:{ES_BY_A_DAY}\b{SOON_OVER}|a más tardar))",
            r"(?i:\bdebe[sn]?(?: de)? (?:entregar|enviar|mandar|presentar|confirmar|firmar|inscribir|subir)\b)",
            *ES_ORDERED,
        ),
        commitment=(
            r"(?i:\bme (?:encargo|comprometo|ocupo)\b|\bnos (?:encargamos|comprometemos|ocupamos)\b)",
            r"(?i:\b(?:yo )?(?:te|le|les|os|lo|la) (?:enviar[ée]|mandar[ée]|avisar[ée]|llamar[ée]|confirmar[ée])\b)",
        ),
        decision=(
            r"(?i:\bse (?:decidi[óo]|acord[óo]|aprob[óo]|ha (?:decidido|acordado|aprobado))\b|\bhemos (?:decidido"
            r"|acordado)\b|"
            r"\b(?:decidimos|acordamos)\b|\bqueda (?:aprobad|acordad)[oa])",
        ),
        deadline=(
            r"(?i:\bfecha l[íi]mite\b|\bplazo (?:de entrega|vence|termina|final)\b|\ba m[áa]s tardar\b|\bvencen? el\b"
            r"|\bentrega\b[^.;!?]{0,60}\b(?:será|es el|se (?:traslada|aplaza|pospone|adelanta))\b[^.;!?]{0,60}\d)",
            *ES_DUE,
            *ES_DUE_ALONE,
        ),
    ),
    "de": Cues(
        definition=(
            r"(?<![Dd]as )\bheißt\b(?! (?:es|das)\b)(?=[^?]*$)|\bnennt man\b|\b(?:wird"
            r"|werden)\b[^.]{1,80}\b(?:bezeichnet|genannt)\b",
            r"\bbezeichnet man\b|\bversteht man\b|\b(?:ist|sind) definiert als\b|\b(?:auch|sogenannte[nrs]?) genannt\b",
            r"^(?:Ein|Eine) (?:[\w-]+ ){1,4}ist (?:ein|eine) (?:[\w-]+ ){1,5}?[\w-]+, (?:der|die|das|mit)\b",
            *DE_TERMS,
        ),
        request=(
            r"\b[Bb]itte\b(?! um\b)|\b(?:[Kk]önn(?:test|tet|ten|t)|[Kk]annst|[Ww]ürde(?:st|t|n)) (?:du|ihr|Sie)\b",
            r"\b(?:[Dd]enkt?|[Dd]enken Sie) daran\b|\b[Vv]er(?:giss|gesst|gessen Sie) nicht\b|\b[Gg]ebt? (?:mir"
            r"|uns) Bescheid\b",
            r"^(?:\w+,? )?(?:[Ww]er (?:kann|könnte)|[Kk](?:ann|önnte) (?:jemand|einer von euch))\b[^.!?]*\b(?:schicken"
            r"|senden|mitbringen|übernehmen|helfen|leihen|besorgen|drucken|hochladen|weiterleiten|abholen|geben)\?",
            rf"^\W{{0,6}}{DE_STUDIES}\b{DE_NOBODY_TOLD}[^.;!?]{{1,100}}\b{DE_BY_A_DAY}",
            r"^\W{0,6}(?!(?:Der|Die|Das|Ein|Eine|Er|Sie|Es|Man|Wer)\b|[Bb]is heute\b(?! (?:Abend|Mittag|\d)))"
            rf"(?![^.;!?]*\b(?:(?:k[aö]nn|konnt|w[io]ll|d[aüu]rf|musste|sollte|würde|nicht)\w{{0,4}}|{DE_HAPPENS})\b)[^.;!?]{{0,80}}"
            rf"\b{DE_BY_A_DAY}[^.;!?]{{0,60}} {DE_TO_STUDY}\W*$",
            r"\bwäre[n]? (?:ich|wir) (?:dankbar|froh)\b|\b(?:musst|müsst|müssen) (?:du|ihr|Sie)?\s?bis\b",
            *DE_ORDERED,
        ),
        commitment=(
            r"^\W{0,6}(?!(?:Der|Die|Das|Ein|Eine|Er|Sie|Es|Man|Wer)\b)[A-ZÄÖÜ][\w’-]+(?: (?:und )?[A-ZÄÖÜ][\w’-]+){0,2}"
            r" (?:bucht|schickt|sendet|bringt|besorgt|klärt|fragt|erstellt|schreibt|organisiert|reserviert|bestellt"
            rf"|druckt|prüft|informiert|meldet|lädt)\b[^.;!?]{{0,60}}\bbis (?:zum |spätestens )?{DE_DAY}",
            r"\b(?:ich|Ich) (?:kümmere mich|übernehme das|schicke (?:dir|euch|Ihnen)|melde mich)\b",
            r"\b(?:ich|wir|Ich|Wir) werden?\b[^.]{1,80}\b(?:schicken|senden|erledigen|melden|vorbereiten|prüfen"
            r"|einreichen)\b",
            *DE_PROMISED,
        ),
        decision=(
            r"\b(?:wurde|wird|haben wir|wir haben|hat)\b[^.]{0,80}\b(?:beschlossen|vereinbart|entschieden)\b"
            r"|^(?:Beschluss|Entscheidung):",
        ),
        deadline=(
            r"^\W{0,6}(?:Abgabe(?! von)|Einreichung|(?:\w{3,12}a|A)nmeldung|Rückmeldung|Bewerbung)\b[^.:;!?]{0,40}"
            r"(?: (?:ab|vom) \d{1,2}\.\d{1,2}\.)?:?\s*(?:bis"
            rf"|spätestens|am)\s(?:(?:am|bis|zum|spätestens|kommenden|nächsten|diesen) ){{0,2}}{DE_DAY}{SOON_OVER}",
            rf"(?:(?:Übungs|Arbeits)?[Bb]latt \d{{1,2}}|\bHausaufgaben?)\b[^.:;!?]{{0,30}}\bbis (?:zum )?{DE_DAY}",
            r"\b(?:Abgabe|Frist|Anmeldung|Einreichung)\b[^.;!?]{0,60}\b(?:auf|bis)\b[^;!?]{0,50}\b(?:verlängert|verschoben|verlegt)\b",
            r"\bspätestens\b|\bAbgabe(?:termin|frist|schluss)\b|\bFrist\b|\bEinsendeschluss\b|\bAnmeldeschluss\b"
            r"|\bStichtag\b|"
            r"\bbis (?:zum|morgen|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Ende)\b[^.]{1,60}\b(?:ab"
            r"|ein)(?:zu)?(?:geben|reichen)\b",
            *DE_DUE,
            *DE_DUE_ALONE,
        ),
    ),
    "fr": Cues(
        definition=(
            r"\b[Oo]n (?:l['’])?(?:appelle|nomme|désigne|entend par|définit)\b|\b(?:est|sont) (?:aussi "
            r"|également )?(?:appelé|nommé)e?s?\b",
            r"\bs['’]appellent?\b|\bse nomment?\b|\b(?:est|sont) définie?s? comme\b|\b(?:aussi|également) (?:appelé"
            r"|nommé)e?s?\b"
            r"|^\W{0,6}S['’]appelle (?!(?:ça|souvent|aussi|comment|désormais|toujours)\b)(?=[^\WA-ZÀ-Ý\d_])",
            r"^Une? (?:[\w’'-]+ ){1,5}est une? (?:[\w’'-]+ ){1,6}(?:qui|dont|permettant|formé|composé)",
            *FR_TERMS,
        ),
        request=(
            rf"(?i:\bveuillez\b|{FR_PLEASE}|\bs['’]il (?:vous|te) pla[îi]t\b"
            r"|\bsvp\b|\bprière de\b)",
            r"(?i:\b(?:pourri?ez|pouvez)-vous\b|\b(?:pourrais|peux)-tu\b|\bpourrions-nous\b)",
            rf"(?i:^\W{{0,6}}(?:rendre|remettre|envoyer|déposer|transmettre|compléter|payer|signer|confirmer|s['’]inscrire"
            rf"|(?:{FR_STUDIES})(?! (?:la suite|aussi|également|plus)\b))\b"
            rf"[^.;!?]{{0,80}}\b{FR_BY_A_DAY}\b{SOON_OVER})",
            r"(?i:\bn['’]oublie[zs]? pas\b|\bpense[zs]? à\b(?= (?:vous |nous |bien )?\w+(?:er|ir|re)\b)"
            r"|\bil faut (?:rendre|envoyer|remettre|signer)\b)",
            *FR_ORDERED,
        ),
        commitment=(
            r"(?i:^\W{0,6}à faire\s?:\s?\S+ \S)",
            r"(?i:\bje (?:m['’]en (?:charge|occupe)|m['’]occupe|me charge|(?:vous|t['’]|te|l['’]) ?(?:enverrai"
            r"|appellerai|confirmerai))\b)",
        ),
        decision=(
            r"(?i:\b(?:nous avons|on a|il a été|le (?:conseil|comité) a) (?:décidé|convenu|acté)\b|^décision\s*:)",
        ),
        deadline=(
            r"(?i:\bdates? limites?\b|\bau plus tard\b|\bà (?:rendre|remettre) (?:avant|pour|le)\b|\béchéance\b)",
            *FR_DUE,
            *FR_DUE_ALONE,
        ),
    ),
    "pt": Cues(
        definition=(
            r"\b(?:é|são) (?:chamad|denominad|definid|conhecid)[oa]s?\b|\b(?:chama|denomina|define)m?-se\b"
            rf"|^\W{{0,6}}(?:Chama|Denomina|Define)m?-se (?!{PT_NO_TERM}\b)(?=[^\WA-ZÀ-Ý\d_])"
            r"|\b(?:denominad|chamad)[oa]s?\b",
            *PT_TERMS,
        ),
        request=(
            r"(?i:\bpor favor\b|\b(?:você )?(?:pode|poderia|podem|poderiam) (?:me|nos|por favor)\b)",
            *PT_ORDERED,
            rf"(?i:^\W{{0,6}}(?:{PT_STUDIES})\b[^.;!?]{{2,80}}\b{PT_BY_A_DAY})",
        ),
        commitment=(r"(?i:\beu (?:cuido|me encarrego|envio|enviarei)\b)",),
        decision=(r"(?i:\b(?:foi|ficou) (?:decidid|acordad|combinad)o\b|\bdecidimos\b)",),
        deadline=(
            r"(?i:\bdata[- ]limite\b|\bprazo (?:final|de entrega|é|termina)\b|\bo mais tardar\b)",
            *PT_DUE,
            *PT_DUE_ALONE,
        ),
    ),
    "it": Cues(
        definition=(
            rf"^\W{{0,6}}Si (?:chiama(?:no)?|definisc(?:e|ono)|denomina) (?!{IT_NO_TERM}\b)(?=[^\WA-ZÀ-Ý\d_])"
            r"|\bsi (?:chiama|chiamano|definisce|definiscono|dice|denomina)\b|\b(?:è|sono) (?:chiamat|dett|definit"
            r"|denominat)[oaie]\b",
            *IT_TERMS,
        ),
        request=(
            r"(?i:\bper (?:favore|cortesia|piacere)\b|\bsi prega di\b|\b(?:potresti|potrebbe|potreste|puoi"
            r"|può)\b[^.]*\?|\bnon dimentica)",
            rf"(?i:^\W{{0,6}}{IT_TO_BE_EATEN}(?:{IT_STUDIES})\b[^.;!?]{{2,80}}\b{IT_BY_A_DAY})",
        ),
        commitment=(
            r"(?i:\bme ne occupo\b|\bci penso io\b|\b(?:ti|vi|le) (?:invierò|manderò|confermerò)\b)",
        ),
        decision=(r"(?i:\b(?:abbiamo|è stato|si è) (?:deciso|concordato|stabilito)\b)",),
        deadline=(
            r"(?i:\bentro (?:il|e non oltre|la fine)\b|\bscadenza\b|\bal più tardi\b)",
            *IT_DUE,
            *IT_DUE_ALONE,
        ),
    ),
}
