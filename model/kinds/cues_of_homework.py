"""What is to be handed in or closes by a day, where no verb says so or one of its own: data for `cues`.

Named alone (lab report by Friday) or behind a label (Deberes: …), homework counts only with a last day, as nothing else
tells it from the title of a chapter; and so does what an order in the plural asks for.
"""

from __future__ import annotations

from model.kinds.cue_parts import A_DAY, BY_THEN, NOTHING_HAPPENS, SIGN_UP, SOON_OVER
from model.kinds.cue_parts_of_europe import (
    DE_BY_A_DAY,
    DE_DAY,
    DE_HAPPENS,
    ES_BY_A_DAY,
    FR_BY_A_DAY,
    IT_BY_A_DAY,
    PT_BY_A_DAY,
)

_LITTLE_MORE = (
    r"(?![^.;!?]*\b(?:is|are|was|were|has|had|will|would)\b)(?:,? (?:at )?\d{1,2}(?::\d\d)?(?: ?[ap]m)?)?"
    r"(?:\W+\w+){0,4}\W*$"
)
EN_DUE_ALONE = (
    r"(?i:^\W{0,6}(?:(?:the|your|my|final|first|second|rough|short) ){0,2}(?:(?:lab|book) )?(?:reports?|sheets?|essays?"
    r"|drafts?|problem sets?|p-?sets?|worksheets?|homework|hw|slides|exercises|presentations?|posters?|outlines?)\b"
    rf"(?: #?\d{{1,2}})?(?: (?:for|on|in|about|to|from) (?:(?!\b(?:is|are|was|were|has|had|will|\w+ed|c[ao]mes?"
    rf"|went)\b)"
    rf"[^.;:!?]){{1,35}}?)?,? (?:{BY_THEN}){_LITTLE_MORE})",
    rf"(?i:^(?:i )?(?:need|have|got|gotta) (?:to )?(?:also )?(?:print|buy|pick up|email|send|ask|book|return"
    rf"|bring|scan|copy"
    rf"|order|register|sign up|upload|get)\b{NOTHING_HAPPENS}(?:{BY_THEN}))",
)
_SITE = rf"(?:{SIGN_UP}|quiz|form|survey|poll|portal|assignment|window|link)"
EN_OPEN_UNTIL = (
    rf"(?i:\b(?!polls\b){_SITE}\b(?:(?!\b(?:was|were|had|been)\b)[^.;!?]){{0,40}}?"
    rf"\b(?:(?:is|are|stays?|remains?|will be|now) )?open (?:until"
    rf"|till|through)"
    rf" (?!\d{{1,2}}(?::\d\d| ?[ap]m)|the end of (?!(?:the|this|next) (?:day|week|month)\b))(?:{A_DAY})\b)",
    rf"(?i:\(opens? [^()]{{1,40}}?[,;] ?(?:and )?closes? (?:on )?(?:{A_DAY})\b)",
)

_DE_WORK = (
    r"(?:\w*[Pp]rotokoll|Referat|\w*[Hh]ausarbeit|\w*[Ee]ssay|Aufsatz|\w*[Bb]ericht|\w*[Ee]ntwurf|Folien|Gliederung|Exposé"
    r"|\w*[Bb]latt|Lerntagebuch|Portfolio|Steckbrief|Handout|Poster|Lektüre)(?:e[ns]?|s)?"
)
DE_DUE_ALONE = (
    rf"^\W{{0,6}}(?!(?i:[^.;!?]*\b{DE_HAPPENS}\b)){_DE_WORK}\b(?! (?:de[rs]|über)\b)[^.;:!?]{{0,40}} bis (?:zum )?"
    rf"(?!\d{{1,2}}(?:[.:]\d\d)? Uhr|heute\b){DE_DAY}(?:,? \d{{1,2}}(?:[.:]\d\d)? Uhr)?"
    r"(?: (?:per|an|in|ins|im|bei|beim|hochladen|abgeben|schicken|mailen)\b[^.;!?]{0,60})?\W*$",
    r"^\W{0,6}(?:HA|Hausi|Hausaufgaben?)\b ?(?:\([^()]{1,20}\) ?)?[:–—-] ?[^;!?]{2,120}?"
    rf"\b(?:{DE_BY_A_DAY}|(?:zu|auf|für) (?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|morgen)\b)",
    r"\b(?:ist|sind|wird|werden)\b[^.;!?]{0,60}?\b(?:am|zum|bis(?: zum)?|spätestens(?: am)?) (?!Ende|Monatsende)"
    rf"{DE_DAY}[^.;!?]{{0,40}} fällig\b(?![^.;!?]*\b(?:sagte|war|waren)\b)",
    rf"(?<!war )(?<!waren )(?<!wurde )(?<!wurden )\b[Ff]ällig(?: ist| sind)?:? (?:am |bis (?:zum )?"
    rf"|zum )?(?!Ende){DE_DAY}",
    r"\b(?:Umfrage|Abstimmung|Anmeldung|Bewerbung|Einschreibung|Quiz|Formular|Portal|Voting)(?:en|phase|frist)?\b"
    r"(?! (?:war|wurde)\b)(?:(?!\b(?:nicht|keine?)\b)[^.:;!?]){0,30} (?:schließt|endet|läuft|offen|geöffnet|möglich)\b"
    r"[^.,;!?]{0,12}?"
    rf" (?:am|bis(?: zum)?) (?!\d{{1,2}}(?:[.:]\d\d)? Uhr){DE_DAY}",
    r"\b(?:Umfrage|Abstimmung|Anmeldung|Bewerbung|Einschreibung|Quiz|Formular|Portal)\b (?:ist|bleibt) [^.;!?]{0,20}?"
    rf"\bbis (?:zum )?{DE_DAY} (?:möglich|offen|geöffnet|freigeschaltet)\b",
)
DE_ORDERED = (
    r"^(?:[^\W\d]+,? ){0,2}?(?:Schick(?:e|t|en Sie)?|Send(?:e|et|en Sie)|Leite(?:t|n Sie)?) (?:mir"
    r"|uns)\b(?! (?:man|er|sie)\b)(?![^.;!?]*, (?:so|dann)\b)",
    rf"^\W{{0,6}}(?:Denkt?|Denken Sie) (?:bitte )?an \w[^.;!?]{{1,60}}\b{DE_BY_A_DAY}",
)

_ES_MARTES = "(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)"
ES_DUE_ALONE = (
    r"(?i:^\W{0,6}(?:informe|memoria|redacci[óo]n|pr[áa]ctica|ejercicios?|deberes|resumen|ensayo"
    r"|trabajo (?:final|en grupo))\b"
    rf"(?!.*\bhasta\b)[^.;:!?]{{0,40}} {ES_BY_A_DAY}\b{SOON_OVER})",
    r"(?i:^\W{0,6}(?:deberes|tareas?)(?: de \w+)?\s?[:–—-] ?[^;!?]{2,120}?"
    rf"(?:\b{ES_BY_A_DAY}|\b(?:el|para el) {_ES_MARTES})\b)",
    r"(?i:^\W{0,6}(?!(?:ejemplo|soluci[óo]n|respuesta|nota|historia"
    r"|hecho)\b)[^\W\d][^.:;!?]{1,40}: (?:[^.;:!?]{2,60}, )?"
    rf"(?:entregar|enviar|presentar|subir|traer)\b[^.;!?]{{0,60}}\b{ES_BY_A_DAY}\b{SOON_OVER})",
    r"(?i:\b(?:(?:los|las|l[oa]s l[oa]s) )?(?:alumn[oa]s|estudiantes|participantes|candidat[oa]s"
    r"|aspirantes)\b[^.;!?]{0,30}? "
    r"(?:entregarán|enviarán|presentarán|subirán|pagarán|abonarán|remitirán|deberán)\b"
    rf"[^.;!?]{{0,80}}?\b{ES_BY_A_DAY})",
    r"(?i:\b(?:inscripci(?:[óo]n|ones)|matr[íi]cula|encuesta|formulario|cuestionario|convocatoria"
    r"|plazo)\b[^.:;!?]{0,40}? "
    r"(?:(?:se )?cierran?|terminan?|finalizan?|acaban?|abiert[oa]s? hasta) (?:a las \d{1,2}[^.;!?]{0,12} )?el "
    rf"(?:{_ES_MARTES}\b|\d{{1,2}}(?: de \w|/\d)))",
)
ES_ORDERED = (
    r"(?i:\bacordaos de \w+(?:ar|er|ir)(?:l[oa]s?|me|nos|se)?\b|\bno os olvid[ée]is\b(?! de (?:m[ií]|nosotr[oa]s)\b)"
    r"|\b(?:hay|habrá) que (?:entregar|enviar|mandar|presentar|confirmar|firmar)(?:l[oa]s?|me|nos|se)\b)",
)

_FR_WORK = r"(?:compte[- ]rendu|rapport|exposé|dissertation|dossier|fiche|devoir|dm|exercices?|ex\.|rédaction|résumé)"
_FR_JOUR = "(?:demain|lundi|mardi|mercredi|jeudi|vendredi|(?:le )?\\d{1,2}(?:er)? [a-zéû]{3})"
FR_DUE_ALONE = (
    rf"(?i:^\W{{0,6}}{_FR_WORK}(?!\w)[^;:!?]{{0,40}} {FR_BY_A_DAY}\b{SOON_OVER})",
    r"(?i:^\W{0,6}(?:devoirs?(?: maison)?|dm|travail à (?:faire|rendre))(?: (?:de|d['’]) ?\w+)?\s?[:–—] ?[^;!?]{2,120}?"
    rf"\b{FR_BY_A_DAY})",
    r"(?i:\b(?:inscriptions?|sondage|questionnaire|formulaire|quiz|plateforme)\b[^.:;!?]{0,30}? "
    r"(?:ferme(?:nt|ra|ront)?|se termin(?:e|ent)|se clôtur(?:e|ent)|ouvert[es]{0,2} jusqu['’](?:à|au)(?: le)?) "
    rf"{_FR_JOUR})",
)
FR_ORDERED = (
    r"(?i:(?:^\W{0,6}|, )(?:r?envoyez|transmettez|confirmez|prévenez|r?envoie|transmets)-(?:l[ea]s?-)?moi\b)",
)

IT_DUE_ALONE = (
    r"(?i:^\W{0,6}(?:relazione|tesina|compiti|esercizi|tema|riassunto|scheda)\b[^.;:!?]{0,40} "
    rf"{IT_BY_A_DAY}\b{SOON_OVER})",
    r"(?i:^\W{0,6}compiti(?: d[ei] \w+| per casa)?\s?[:–—-] ?[^;!?]{2,120}?"
    rf"\b(?:{IT_BY_A_DAY}|per (?:domani|luned|marted|mercoled|gioved|venerd)))",
    r"(?i:\b(?:iscrizioni|sondaggio|modulo|questionario|bando)\b[^.:;!?]{0,30}? "
    r"(?:(?:si )?chiud(?:e|ono)|scad(?:e|ono)|apert[oaie] fino a(?:l|ll['’])?) ?(?:il )?"
    r"(?:\d{1,2}(?: [a-z]{4}|/\d)|domani|luned|marted|mercoled|gioved|venerd))",
)
PT_DUE_ALONE = (
    r"(?i:^\W{0,6}(?:relatório|exercícios|redação|resumo|trabalho (?:final|de grupo|em grupo))\b[^.;:!?]{0,40} "
    rf"{PT_BY_A_DAY}{SOON_OVER})",
    r"(?i:^\W{0,6}(?:lição de casa|liç(?:ão|ões)|dever(?:es)? de casa|trabalho de casa|tpc|para casa)\s?[:–—-] ?"
    rf"[^;!?]{{2,120}}?\b(?:{PT_BY_A_DAY}|(?:na|no) (?:segunda|terça|quarta|quinta|sexta)\b))",
    r"(?i:\b(?:inscriç(?:ões|ão)|formulário|enquete|questionário|prazo)\b[^.:;!?]{0,30}? "
    r"(?:(?:se )?encerram?(?:-se)?|terminam?|fecham?|abert[oa]s? até) (?:(?:em|no dia|na|o dia|a) )?"
    r"(?:\d{1,2}(?: de \w|/\d)|(?:segunda|terça|quarta|quinta|sexta)\b|amanhã))",
)
PT_ORDERED = (
    r"(?i:\bnão (?:se |te )?esque(?:çam?|ças)(?:-se)?\b(?! (?:(?:de )?que|de mim|de nós)\b)"
    r"|\blembrem?-se de (?:trazer|entregar|enviar|levar|preencher|assinar)\b)",
)
