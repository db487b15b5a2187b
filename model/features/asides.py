"""What stands beside a text and carries none of it: references, exercises, captions, teasers, notices, a mail's
frame. Pure.

Reached by `blend`. A pattern here hardly means anything else: what is taken for an aside is chosen last. None of the
sentences that the oracle chose in the sets that are trained on is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.features.exports import notices
from model.features.forms import is_form_line
from model.features.mails import Frame, framed
from model.language import HAN, KANA
from model.sentences import Layout

SOURCES = (
    "references|bibliography|works cited|literature cited|notes and references|further reading|see also",
    "external links|acknowledge?ments?|参考文献|参考资料|延伸阅读|拓展阅读|相关阅读|致谢|參考文獻",
    "参考図書|参考サイト|참고\\s?문헌",
    "literatur(?:verzeichnis|angaben)?|quellen|einzelnachweise|weblinks|danksagung",
    "bibliograf[ií]a|referencias|lecturas recomendadas|agradecimientos|bibliographie|références|remerciements",
    "pour aller plus loin|referências",
)
TASKS = (
    "exercises|(?:review|practice|discussion) questions|questions for (?:review|discussion)|self[- ]check questions",
    "critical thinking questions|思考题|练习题?|习题|课后(?:练习|习题|作业)|思考題|練習題?|習題|練習問題|연습\\s?문제",
    "übungen|übungsaufgaben|ejercicios|exercices|exercícios|esercizi",
)
QUESTIONS = (  # until something is said
    "(?:check|test) your (?:understanding|knowledge)|test yourself|(?:concept|knowledge) checks?"
)
AIMS = (  # until a whole sentence is said
    "learning (?:objectives|outcomes|goals)",
    "(?:by|at) the end of this (?:chapter|section|module|lesson|unit|lecture|course)"
    ",? (?:you|students|learners) (?:will|should) be able to"
    "(?: do the following)?",
    "lernziele|objetivos de aprendizaje|resultados de aprendizaje|objectifs (?:d['’]apprentissage|pédagogiques)",
    "obiettivi (?:di apprendimento|formativi)|objetivos de aprendizagem|学习目标|學習目標",
)
"""What stands alone over parts that are no text to learn from."""

TERMS = (
    "(?:summary |index |author )?key ?words|(?:key|index) terms|key concepts|vocabulary|speakers",
    "schlüssel(?:begriffe|wörter)|mots[- ]clés|palabras clave|palavras[- ]chave|parole chiave",
    "关键词|關鍵詞|关键术语|关键概念|キーワード",
)
"""What stands over a list of words, or before it."""

LABELS = (
    "read more|see also|related (?:articles|reading|posts)|share this|subscribe|advertisement|filed under",
    "(?:photo|image|picture) credit|photo|keywords|key words",
    "lesen sie auch|mehr zum thema|stichwörter|lea también|palabras clave|lire aussi|mots[- ]clés",
    "キーワード|关键词|关键字|图片来源|图源|责任编辑|中图分类号|文献标识码|文章编号|關鍵詞|責任編輯",
    "main articles?|further information|hauptartikel|artículos? principal(?:es)?|articles? détaillés?|主条目|主條目",
    "fotos?|bildnachweis|crédits? photos?",
)
"""What stands before a colon, at the beginning of a line that is no part of the text and ends like no sentence."""

FILE = r"\S{1,40}(?:表|模板|名单|清单|方案|通知|报告|书|办法|细则|\.(?:docx?|xlsx?|pptx?|pdf|zip))[^\w。！？!?.]*$"
"""What a file that is attached is called."""

NAMED = (
    r"(?i:sources?|quelle|fuente)\s?:\s[A-Z0-9](?=[^.!?]*\d)[^.!?]*\.?$|(?:作者|编辑|校对|摄影)\s?[:：]\s?\S{1,12}$",
    r"(?:来源|來源|转自|摘自)\s?[:：]\s?[^\s自于的是在有一，。]{2,10}(?:社|网|報|报|日报|晚报|在线|客户端|公众号|电视台|广播电台)\W*$",
    rf"附件\s?\d{{0,2}}\s?[:：]\s?(?:\d{{1,2}}[.、．]|{FILE})",
    r"(?i:(?:photo |image )?credits?:\s(?:modified|adapted|courtesy)\b)[^!?]{0,100}$",
)
"""Such labels as may be a glossary's too: with a name behind them, and nothing else."""

NOTICES = (
    r"all rights reserved|sent from my \w+|\bunsubscribe (?:here|at any time)\b",
    r"\bto unsubscribe,? (?:click|reply|visit)",
    r"consider the environment before printing|if you are not the intended|received this (?:e-?mail|message) in error",
    r"this (?:e-?mail|message)(?: and any [^.]{0,40})? (?:is|are|may|contains?)[^.]{0,50}(?:confidential|privileged)",
    r"^we use cookies (?:on|to improve)|^this (?:web)?site uses cookies|accept all cookies|cookie (?:policy|settings)$",
    r"sign up (?:for|to) our newsletter|^follow us on [A-Z]\w+(?:,|$| and)",
    r"(?:contained|transmitted) in this (?:e-?mail|message)[^.]{0,80}(?:confidential|privileged|solely for)",
    r"this e-?mail[^.]{0,40} intended (?:solely|only|exclusively) for|^diese e-?mail[^.]{0,60} vertraulich",
    r"^ce (?:courriel|e-?mail|message)(?: électronique| et (?:toutes? )?(?:ses|les) pièces)[^.]{0,60} confidentiel",
    r"^este (?:mensaje|correo)(?: electrónico)?(?:,? y sus| puede contener)[^.]{0,60} confidencial",
    r"本(?:邮件|電郵|郵件)[^。]{0,30}(?:保密|机密|機密)",
    r"^for other uses(?: of [^.]{1,40})?, see (?-i:[A-Z])[^.]{0,60}\.?$",
    r"\bcontributed reporting(?: from [^.]{1,40})?\.?$",
    r"^from \w+, the free encyclop[ae]+dia$|^\W?(?:\w+ ){0,4}page (?:is )?intentionally left blank\W*$",
    r"(?:^\W*|please |remember to |forget to )like(?:, comment,?)? and subscribe\b",
    r"\b(?:hit|smash) (?:the|that) (?:like|subscribe) button(?=\W*$|[,.!;]| (?:and|if|below|down|for|so|or|to)\b)",
    r"^cookies help us (?:to )?(?:deliver|improve|provide|offer|give) (?:you|our|your|a better|the best|th(?:e|is)"
    r" (?:web)?site)\b",
    r"(?:^\W*(?:(?:so|just|please|simply|now|today|and) ){0,3}|\b(?:just|please|you can|so|simply) |[,;:–—] )"
    r"(?:go|head(?: over)?|visit)(?: to)? (?:www\.)?\w[\w-]{1,40}\.(?:com|org|net|io|co|fm|tv)\b[^.!?]{0,60}"
    r"(?:\d ?%|\bpercent\b|\d (?:dollars|euros) off|\bfree trial\b|\bdiscount\b)",
    r"(?:^\W*|\b(?:please|and|to|you|then) )leave (?:us|me) a (?:[\w-]{1,12} )?(?:review|rating)\b"
    r"|\bplease leave a (?:[\w-]{1,12} )?(?:review|rating)\b(?! of (?:the|a|an|all|your)\b)",
    r"^\W*(?:tag|follow) (?:us|me|@\w{1,40}) on (?:instagram|twitter|facebook|tiktok|youtube|x)\b",
    r"^(?=[^.!?]{0,80}$)(?=.{0,80}[·•|]).{0,60}\b\d{1,3}[ -]min(?:ute)?s? (?:read|lesezeit|de lect?ura)\b"
    r"|^\W*\d{1,3}[ -]min(?:ute)?s? (?:read|lesezeit|de lect?ura)\W*$|^\W*lesezeit: (?:ca\. )?\d{1,3} min\w*\W*$",
    r"^\W*(?:(?:this )?page (?:was )?)?(?:last|zuletzt) (?:updated|modified|edited|reviewed|revised|aktualisiert"
    r"|geändert|bearbeitet)(?: on| at| am)?\W{1,3}(?:[^\W\d_]{3,10},? )?(?:\d|[^\W\d_]{3,9}\.? \d)[^!?]{0,40}$",
    r"^\W*(?:dernière (?:mise à jour|modification)|última (?:actualización|modificación|atualização|modificação)"
    r"|ultim[ao] (?:aggiornamento|modifica))(?: le| el| em| il| a)?\s?:?\s(?:[^\W\d_]{2,3} )?\d[^!?]{0,40}$",
    r"^(?:本页)?最[后終终](?:更新|修改)(?:时间|日期|于|日)?\W{0,3}\d[^。！？]{0,30}$|^更新(?:时间|日期|日時)[:：]\s?\d[^。！？]{0,30}$",
    r"^\W*(?:posted|published|publié|publicado|pubblicato|veröffentlicht) (?:on|le|el|em|il|am)"
    r" (?:[^\W\d_]{3,10},? )?(?:\d{1,2}\D{1,4}[^\W\d_]{3,10}\.?,? (?:de )?20\d\d|[^\W\d_]{3,9}\.? \d{1,2},? 20\d\d"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?:,? (?:à|at|um|a las?|alle|às) \d{1,2}\S{0,6}(?: [ap]m)?)?"
    r"(?:\s?[·•|–—-][^!?]{0,60})?\W*$",
    r"^abonnez-vous (?:à partir de|dès) \d|^(?:subscribe|abonnieren sie|suscríbete) (?:from|for|ab|desde)"
    r"(?: only| just)? (?:[€$£] ?\d|\d{1,4}(?:[.,]\d\d)? ?(?:€|\$|£|euros?\b|eur\b|usd\b|chf\b|dollars?\b))"
    r"(?!.{0,80}\b(?:is|are|was|were|has|have|ist|sind|es|son)\b)",
    r"\bsubscribe to (?:our|my) (?:channel|podcast|newsletter)|wherever you (?:get|listen to) your podcasts",
    r"\bleave (?:us |me )?a (?:review|rating) on (?:apple|spotify|itunes)|\blet (?:us|me) know in the comments",
    r"this (?:episode|podcast|video|show) is (?:brought to you|sponsored) by",
    r"\b(?:use|enter) (?:the |our |my )?(?:promo |discount |coupon )?code \S{2,20} (?:at checkout )?(?:for|to get) "
    r"[^.]{0,20}(?:%|percent|\$\d+|€) (?:off|discount)\b",
    r"^(?:síguenos|síganos|seguinos) en |^suscríbete a(?: nuestr|l canal)|^suivez-nous sur \S",
    r"^abonnier(?:t|en sie) (?:unseren|meinen) (?:kanal|newsletter|podcast)",
    r"^abonnez-vous à (?:notre|la) (?:chaîne|lettre)",
    r"von meinem iphone gesendet|enviado desde mi|envoyé de mon|^inviato da(?:l mio)? \w{1,12}$"
    r"|^enviado do meu \w{1,12}$|^verstuurd vanaf mijn \w{1,12}$|^отправлено с \w{1,12}$"
    r"|^(?:나의 )?\w{1,12}에서 보냄$|^\w{1,12}から送信$",
    r"^(?:(?:何卒|どうぞ|以上|今後とも|引き続き|ご確認のほど)、?){0,2}(?:よろしく|宜しく)お願い(?:いた|致|申し上げ)?(?:し)?ます。?$",
    r"^ご不明な?点[^。]{0,12}(?:ましたら|あれば)[^。]{0,12}(?:ご連絡|お問い合わせ|お尋ね)(?:ください|いただければ幸いです)。?$",
    r"^(?:궁금한|문의)[^.。]{0,12}있으(?:시)?면[^.。]{0,20}(?:연락|문의)[^.。]{0,4}(?:주세요|주십시오|바랍니다)\.?$",
    r"^[从從]我的\s?(?:iphone|ipad|手机|手機|邮箱)\s?(?:发送|發送|傳送)|^[发發]自我的\s?\w{1,12}$",
    r"^(?:另外[，,])?如果?(?:您|大家|你们?|各位)?还?有(?:任何|其他|什么)?(?:疑问|问题|不明之处)[^。]{0,6}[，,]?"
    r"(?:请|欢迎|可以?)[^。]{0,20}(?:联系|咨询|致电|提问|找我)[^。]{0,12}。?$",
    r"扫码关注|扫描(?:下方|上方)?二维码[，,]?(?:关注|加入)|点击(?:下载客户端|关注|查看更多|阅读原文)|长按(?:识别|关注)|撤回了一条消息",
    r"未经(?:授权|许可|允许)[^。]{0,6}不得转载|本[文站网][^。]{0,4}版权|版权所有|【(?:纠错|责任编辑)",
    r"^\W*(?:欢迎|请|快来|记得)?关注(?:我们的?|本)?(?:微信|官方){0,2}公众号(?:$|[“\"「『：:，,！!])",
    r"^\W*(?:(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|search)|toggle navigation|advertisement|anzeige"
    r"|(?:direkt )?zum (?:haupt)?inhalt(?: springen)?|aller au contenu(?: principal)?|vai al contenuto(?: principale)?"
    r"|(?:ir|saltar) al contenido(?: principal)?|(?:ir|pular) para o conteúdo|跳[到至转轉]{1,2}(?:主要)?[内內]容"
    r"|本文へスキップ|본문 바로가기)\W*$",
    r"^[（(](?:本[报网台刊]|新华社|总台|央视)?(?:记者|通讯员)(?:[\s：:][^（()）。]{1,30}|[^（()）。]{2,30}(?:报道|摄))[)）]$",
    r"^(?:本[报网台刊]|新华社|总台|央视)(?:记者|通讯员)[：:\s][^。，,]{1,20}(?:报道|摄)$",
    r"(?:^|[:：] )\W?\[(?:动画表情|图片|表情|语音|视频|文件|位置|链接|聊天记录|圖片|語音|影片|사진|동영상|이모티콘"
    r"|写真|スタンプ|動画)\]$",
    r"(?:^|: )\W{0,2}(?:media|image|video|sticker|audio|gif|document|contact card) omitted\W?$",
    r"(?:^|: )\W{0,2}(?:medien ausgeschlossen|(?:bild|video|audio|sticker|dokument) weggelassen|média(?:s)? omis"
    r"|(?:image|vidéo) absente|multimedia omitido|(?:imagen|video|audio|sticker|documento) omitid[oa]"
    r"|media omessi|(?:mídia|arquivo de mídia) ocult[ao]|省略多媒体文件|忽略多媒體檔)\W?$",
    r"(?:^|: )\W{0,2}(?:this message was deleted|you deleted this message|missed (?:voice|video) call"
    r"|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht|ce message a été supprimé"
    r"|se eliminó este mensaje|eliminaste este mensaje|questo messaggio è stato eliminato"
    r"|(?:esta )?mensagem (?:foi )?apagada|此消息已删除)\W{0,2}$",
    r"^[\[(（♪\s]{1,3}(?:(?:[a-z]{1,12} )?music(?: (?:playing|fades))?|applause|laughter|inaudible|crosstalk|musik"
    r"|applaus|gelächter|musique|applaudissements|rires|música|aplausos|risas|musica|applausi|音乐|音樂|掌声|掌聲|笑声|笑聲|音楽|拍手)"
    r"[\])）♪\s]{1,3}$",
    r"^\W{0,2}(?::[a-z\d+-][\w+-]{0,30}:(?:\s?\d{1,4}\b)?\s{0,3})+$",
    r"^\W*\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s.{0,8}(?:来源|作者|编辑)[:：]",
)
"""What only mails, pages and papers say around their text."""

_SECTION = re.compile(
    rf"\W*(?:\d{{1,2}}(?:\.\d{{1,2}})*\.?\s+)?"
    rf"(?:(?P<sources>{'|'.join(SOURCES)})|(?P<questions>{QUESTIONS})"
    rf"|(?P<aims>{'|'.join(AIMS)})|(?:{'|'.join(TASKS)}))(?(sources)|(?:\s\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})?)"
    r"(?:\s*\[edit\])?(?:\s*+(?P<colon>[:：]))?\W*$",
    re.IGNORECASE,
)
_LISTED = r"[^,.;!?。！？，、；:：\n]{1,40}"
_WORDS = rf"{_LISTED}(?:[,;，、；]\s?{_LISTED}){{1,60}}[,;，、；]?\W*"
_TERMS = re.compile(rf"\W*(?:{'|'.join(TERMS)})\W*", re.IGNORECASE)
_TERMS_LISTED = re.compile(
    rf"\W*(?:{'|'.join(TERMS)})(?:\s?[:：]|[ \t]{{0,9}}\n)\s*+(?!(?:an?|the|all|any|what) ){_WORDS}",
    re.IGNORECASE,
)
_LISTED_TERMS = re.compile(_WORDS)
_SAID = re.compile(r"[.!。！][\"'”’」』)\]]*\s*$")
_REFERENCE = re.compile(r"^\W*(?:\^|\[\d{1,3}\])|\((?:19|20)\d\d[a-z]?\)|\[[JMCDR](?:/OL)?\]")
_ATTACHED = re.compile(r"\W*附件\s?\d{0,2}\s?[:：]")
_FILE = re.compile(FILE)
_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
_PLACE = r"(?:the )?\w+(?: [A-Z]\w+){0,2}"
_REPORTED = re.compile(  # two names: one may be of a history
    rf"{_NAME} reported from {_PLACE},? and {_NAME} from {_PLACE}\.?$"
    rf"|{_NAME}(?:, {_NAME})*,? and {_NAME} reported from {_PLACE}\.?$"
)
_NEVER_SECTION = (Layout.BULLET, Layout.CODE, Layout.TABLE)
_LABEL = re.compile(
    rf"\W*(?:(?=[A-Z{HAN}{KANA}])(?i:{'|'.join(LABELS)})\s?[:：][\s\S]*(?<![.。!?！？])$|{'|'.join(NAMED)})"
)
_HEADINGS = re.compile(  # | Task | Due | Weight |
    r"(?=[^\d.!?。！？]*$)(?:.{0,60}[|\t])?\s*(?:due(?: date)?|deadline|ddl|abgabe|frist|à rendre(?: le)?|date limite"
    r"|entrega|fecha l[ií]mite|fecha de entrega|截止(?:日期|时间)?)\s*(?:$|[|\t].{0,60}$)",
    re.IGNORECASE,
)
_NOTICE = re.compile("|".join(NOTICES), re.IGNORECASE)
_PICTURED = "fig(?:ure)?|tab(?:le)?|listing|chart|abb(?:ildung)?|tabelle|figura|tabla|图|表|圖"
_CAPTION = re.compile(  # Figure 3: A cell. · Figure 3 The cell · 图3-2 线粒体 · but not: Figure 3 shows
    rf"\W*(?:{_PICTURED})\.?\s*\d[\d.\-–]*\s*(?:[.:|—–]\s|：|\s{{2}})"
    rf"|\W*(?:{_PICTURED})\.?\s?\d[\d.\-–]*\s+(?-i:[A-Z][a-z]|[{HAN}][^。，]*$)|©|copyright\b.{0, 60}\breserved\b"
    r"|(?:copyright|\(c\))\W{0,5}(?:\d{4}\b|(?-i:[A-Z][\w.&-]*(?:,? [A-Z&][\w.&-]*){0,4},? \d{4}))",
    re.IGNORECASE,
)


def in_asides(
    sentences: Sequence[str], layouts: Sequence[Layout], frames: Sequence[Frame] | None = None
) -> Iterator[bool]:
    """For each sentence whether it is the heading of references, exercises and the like, or stands under one: until
    the next heading, and tasks under a line with a colon until something is said that is neither item nor question. A
    line of prose is such a heading if it has a colon or a reference stands below it. Or whether it frames a mail, is
    one of several files that are attached, or a messenger's own line in a chat. `frames`: what they are of a mail,
    where that is known already."""
    inside = asked = aims = attached = listed = False
    below = [*sentences[1:], ""]
    frames = list(framed(sentences)) if frames is None else frames
    for sentence, layout, following, is_frame, is_notice in zip(
        sentences, layouts, below, frames, notices(sentences), strict=True
    ):
        section = None if layout in _NEVER_SECTION else _SECTION.match(sentence)
        if section:
            is_prose = layout is Layout.PROSE
            inside = inside or not is_prose or bool(section["colon"] or _REFERENCE.search(following))
            asked = bool(section["questions"]) or (
                is_prose and not section["sources"] and not section["aims"]
            )
            aims = bool(section["aims"])
        elif aims and inside:
            inside = layout is Layout.BULLET or not (layout is not Layout.PROSE or _SAID.search(sentence))
        else:
            answered = asked and layout is Layout.PROSE and not sentence.rstrip().endswith(("?", "？"))
            inside = inside and not answered and layout not in (Layout.HEADING, Layout.TITLE)
        is_label = bool(_ATTACHED.match(sentence) and _LABEL.match(sentence))
        attached = is_label or (attached and _FILE.fullmatch(sentence) is not None)
        listed = listed and _LISTED_TERMS.fullmatch(sentence) is not None
        yield inside or bool(is_frame) or is_notice or (attached and not is_label) or listed
        listed = _TERMS.fullmatch(sentence) is not None


def stand_beside(sentences: Sequence[str]) -> list[bool]:
    """For each of a text's first sentences whether it frames a mail, is a messenger's own line in a chat, or says by
    its words alone that it is an aside."""
    marked = zip(sentences, framed(sentences), notices(sentences), strict=True)
    return [frame is Frame.LINE or notice or is_aside(sentence) for sentence, frame, notice in marked]


def is_aside(sentence: str) -> bool:
    """Whether its words alone say that it is a caption, a teaser, a label, a notice or a line of a form."""
    return bool(
        (("|" in sentence or "\t" in sentence) and _HEADINGS.match(sentence))
        or _CAPTION.match(sentence)
        or _LABEL.match(sentence)
        or _TERMS_LISTED.fullmatch(sentence)
        or _REPORTED.match(sentence)
        or _NOTICE.search(sentence)
        or is_form_line(sentence)
    )
